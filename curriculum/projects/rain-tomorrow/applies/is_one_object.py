from sklearn.preprocessing import FunctionTransformer


def make_forecaster():
    """Return an unfitted pipeline: from the days to the chances."""
    return make_pipeline(FunctionTransformer(make_features), StandardScaler(), LogisticRegression())

# Goes below solution.py, whose names it uses.
# ruff: noqa: F821
def scaled(train, days):
    """Return the features of days, scaled by the mean and the spread of those of train."""
    scaler = StandardScaler().fit(make_features(train))
    return scaler.transform(make_features(days))

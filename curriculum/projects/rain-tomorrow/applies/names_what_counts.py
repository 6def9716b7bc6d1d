# Goes below solution.py, whose names it uses.
# ruff: noqa: F821
def what_counts(days):
    """Return the weights of the model by feature, the largest first."""
    weights = train_model(days)[-1].coef_[0]
    found = pd.Series(weights, index=make_features(days).columns)
    return found.sort_values(key=np.abs, ascending=False)

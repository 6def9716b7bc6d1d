# Goes below solution.py, whose names it uses.
def suspects(X, truth):
    """Return the features whose correlation with the answer is above 0.9 in size."""
    correlation = X.corrwith(truth.astype(float)).abs()
    return list(correlation.index[correlation > 0.9])

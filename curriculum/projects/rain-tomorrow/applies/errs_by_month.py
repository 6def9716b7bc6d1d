# Goes below solution.py, whose names it uses.
# ruff: noqa: F821
def error_by_month(days):
    """Return the Brier score of the forecast in each month."""
    error = (predict(days) - days["rain_tomorrow"].astype(float)) ** 2
    return error.groupby(days["date"].dt.month).mean()

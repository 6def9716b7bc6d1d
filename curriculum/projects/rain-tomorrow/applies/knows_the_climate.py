# Goes below solution.py, whose names it uses.
def climate(train, days):
    """Return for each day the share of wet days that its month has in train."""
    share = train["rain_tomorrow"].groupby(train["date"].dt.month).mean()
    return days["date"].dt.month.map(share)

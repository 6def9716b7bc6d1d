# Goes below solution.py, whose names it uses.
# ruff: noqa: F821
features_before = make_features


def make_features(days):
    """Return the features, with the hours between sunrise and sunset."""
    X = features_before(days)
    angle = 2 * np.pi * (days["date"].dt.day_of_year + 10) / 365.25
    X["day_length"] = 12.2 - 3.9 * np.cos(angle)
    return X


model = train_model(train)

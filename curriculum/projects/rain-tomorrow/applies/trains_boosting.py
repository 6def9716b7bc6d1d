# Goes below solution.py, whose names it uses.
# ruff: noqa: F821
from sklearn.ensemble import HistGradientBoostingClassifier


def train_boosting(days):
    """Return a gradient boosting model, fitted on the features of the days."""
    boosting = HistGradientBoostingClassifier(
        max_iter=60, learning_rate=0.05, max_leaf_nodes=8, random_state=0
    )
    return boosting.fit(make_features(days), days["rain_tomorrow"])

# Goes below solution.py, whose names it uses.
# ruff: noqa: F821
def year_scores(days):
    """Return for each year the score of a model that was trained on the other years."""
    year = days["date"].dt.year
    scores = []
    for held_out in sorted(year.unique()):
        fitted = train_model(days[year != held_out])
        test = days[year == held_out]
        chance = fitted.predict_proba(make_features(test))[:, 1]
        scores.append(float(score(test["rain_tomorrow"], chance)))
    return scores

"""What the design page shows: one believable example for every component."""

from datetime import date
from typing import Any

from django import forms

from ascent.ui.icons import drawings
from ascent.ui.markdown import code_lines
from ascent.ui.profile import Stage
from ascent.ui.topo import Node, Sheet, State, Trail

SOURCE = """from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

# Keep a quarter of the birds for the test.
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=7)

model = LogisticRegression(max_iter=500)
model.fit(X_train, y_train)
print(f"on birds it has not seen: {model.score(X_test, y_test):.2f}")
"""

ERROR = """Traceback (most recent call last):
  line 9, in your code
    model.fit(X_train, y_trian)
NameError: name 'y_trian' is not defined. Did you mean: 'y_train'?
"""

LESSON = r"""
A model that repeats what it has seen has learned nothing you can use. So you hide some rows before
it trains, and ask about those. The share it gets right there is its **test score**.

::: margin
The rows you hide stand for the future. That is why `fit` may never see them.
:::

With $n$ hidden rows, labels $y_i$ and predictions $\hat{y}_i$, the score is

$$
\text{accuracy} = \frac{1}{n} \sum_{i=1}^{n} \mathbf{1}\left[\hat{y}_i = y_i\right]
$$

and the logistic model behind the predictions is $p(x) = \frac{1}{1 + e^{-(w^\top x + b)}}$. A test
score far below the training score says: the model has learned the rows, not the rule.

| split | rows | score |
|---|--:|--:|
| train | 250 | 0.99 |
| test | 83 | 0.97 |

```python
model.score(X_test, y_test)
```
"""


class WishForm(forms.Form):
    """A form with a long text, a number that is refused, and a choice."""

    wish = forms.CharField(
        label="What would you like to be able to do?",
        help_text="In your own words. Only you read this.",
        widget=forms.Textarea(attrs={"data-draft": "design-wish", "rows": 3}),
        initial="Predict how many bikes my town needs tomorrow.",
    )
    hours = forms.IntegerField(label="Hours a week", min_value=1, max_value=60)
    style = forms.ChoiceField(
        label="Route", choices=[("speed", "Speed"), ("bolts", "Nuts and bolts")]
    )


def samples() -> dict[str, Any]:
    """The context of ``ui/design.html``."""
    form = WishForm(
        {"wish": "Predict how many bikes my town needs tomorrow.", "hours": "90", "style": "speed"}
    )
    return {
        "source": SOURCE,
        "lesson": LESSON,
        "form": form,
        "stages": STAGES,
        "check_rows": CHECKS,
        "all_pass": [{"sentence": row["sentence"], "state": "pass"} for row in CHECKS],
        "facts": {
            "Your model": "0.97",
            "Always the most common": "0.44",
            "Rows it had not seen": 83,
        },
        "rungs": RUNGS,
        "columns": ["species", "bill_length_mm", "body_mass_g"],
        "rows": [["Adelie", 39.1, 3750], ["Chinstrap", 46.5, 3500], ["Gentoo", 46.1, 4500]],
        "options": OPTIONS,
        "printed": "on birds it has not seen: 0.97\n",
        "error": ERROR,
        "sheet": SHEET,
        "lines": _lines(),
        "colours": COLOURS,
        "icons": sorted(drawings()),
        "mine": SOURCE,
        "theirs": SOURCE.replace("0.25", "0.3").replace("max_iter=500", "max_iter=200"),
    }


COLOURS = [
    "paper", "raised", "sunken", "ink", "muted", "line", "edge", "focus", "pine", "amber",
    "crimson", "slate",
]  # fmt: skip


def _lines() -> list[tuple[str, str]]:
    """Lines of a program, each with whether the learner can read it."""
    states = ["open", "open", "open", "open", "here", "open", "open", "closed", "closed"]
    return list(zip(states, code_lines(SOURCE.rstrip()), strict=True))


def _skill(
    name: str, title: str, x: float, y: float, state: State, altitude: float, **more: Any
) -> Node:
    area = "models" if x > 500 else "data"
    return Node(name, title, x, y, altitude, area, area, "#d-map", state=state, **more)


SHEET = Sheet(
    nodes=[
        _skill("load", "Load a table and look at it", 150, 470, "mastered", 0.4, mastery=0.96),
        _skill("pick", "Choose columns", 40, 350, "fading", 0.4, mastery=0.9, retention=0.5),
        _skill("plot", "Draw plots", 250, 340, "placed", 0.45, mastery=0.9),
        _skill("group", "Summarise groups", 140, 230, "fringe", 0.6, minutes=25),
        _skill("split", "Hide rows for the test", 640, 440, "fringe", 0.4, minutes=15),
        _skill("fit", "Fit and predict", 850, 460, "mastered", 0.4, mastery=0.93),
        _skill("score", "Score on unseen rows", 760, 320, "fog", 0.5, minutes=20),
        _skill("cross", "Cross-validate", 930, 250, "fog", 0.7, minutes=30),
        _skill("tune", "Tune without fooling yourself", 720, 170, "fog", 0.8, minutes=40),
        _skill("scratch", "Build k nearest neighbours", 860, 70, "fog", 1.0, minutes=40),
    ],
    trails=[
        Trail(*pair)
        for pair in [
            ("load", "pick"), ("load", "plot"), ("pick", "group"), ("load", "split"),
            ("split", "score"), ("fit", "score"), ("score", "cross"), ("score", "tune"),
            ("tune", "scratch"), ("cross", "scratch"),
        ]
    ],
    areas={"data": "Data tools", "models": "Models"},
    you="fit",
    flag="tune",
    next=("split", "group"),
    route=("fit", "split", "score", "tune"),
    route_label="about 2 h",
)  # fmt: skip

STAGES = (
    Stage("Study", "done", date(2026, 3, 8)),
    Stage("Language", "done", date(2026, 3, 11)),
    Stage("Libraries", "here", date(2026, 3, 15)),
    Stage("Project", "ahead", date(2026, 3, 30), flag=True),
    Stage("Gap", "ahead", date(2026, 4, 4)),
    Stage("Repeat", "ahead", date(2026, 4, 5)),
)

CHECKS: list[dict[str, Any]] = [
    {"sentence": "`model` is a fitted `LogisticRegression`.", "state": "pass"},
    {
        "sentence": "`score` is measured on rows that the model has not seen.",
        "state": "fail",
        "message": "`score` is 0.993, the score on `X_train`. Expected the score on `X_test`.",
        "hint": "`model.score` takes the rows to ask about. Which ones has `fit` not seen?",
    },
    {
        "sentence": "The model beats always answering with the most common species.",
        "state": "pending",
    },
]

RUNGS = [
    {
        "name": "Nudge",
        "text": "Look at the two arguments of `model.score`. Where do these rows come from?",
    },
    {"name": "Idea", "text": ""},
    {"name": "Worked step", "text": ""},
]

OPTIONS = [
    {
        "value": "a",
        "text": "On the rows it was trained on",
        "right": False,
        "why": "Those it can repeat from memory, so the score says little about new rows.",
    },
    {
        "value": "b",
        "text": "On rows that were hidden while it trained",
        "right": True,
        "why": "They stand for the future: the model has not seen their labels.",
    },
    {
        "value": "c",
        "text": "On all rows together",
        "right": False,
        "why": "Three quarters of these rows were in the training set.",
    },
]

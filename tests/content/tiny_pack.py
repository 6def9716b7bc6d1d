"""The smallest pack that has one of everything and no problem. Tests break it one way at a time."""

import hashlib
from pathlib import Path

from ascent.curriculum.lock import update_locks
from ascent.kinds import content_kinds

HEIGHTS = "name,height\nAda,160\nGrace,168\nAlan,178\nEmmy,162\n"
HIDDEN = "name,height\nSofia,165\n"

_CHECKS = """\
from ascent.testing import check, expect, fail


@check("`mean` gives the average of random numbers.")
def is_average(learner, rng):
    numbers = [float(number) for number in rng.integers(1, 100, size=5)]
    got = learner.mean(numbers)
    if got == sum(numbers):
        fail("You returned the sum. Divide it by the number of numbers.")
    if got == max(numbers):
        fail("You returned the largest number, and the average lies below it.")
    expect.number(got, like=sum(numbers) / 5, name="mean(numbers)")


@check("`mean` gives a number with decimals.")
def keeps_decimals(learner):
    if learner.mean([1.0, 2.0]) == 1:
        fail("The decimals of the average are lost.")
"""

_STARTER = """\
def mean(numbers):
    # Write the average of numbers here.
    return None
"""

_SOLUTION = """\
def mean(numbers):
    return sum(numbers) / len(numbers)
"""

_HINTS = """\
## Nudge
What do you know about averages?

## Idea
Add all numbers up, then divide.

## Worked step
`sum(numbers)` adds them up.
"""

_PROMPT = """\
Write `mean(numbers)`. It returns the average of a list of numbers.

The average says in one number how large many numbers are.

```python
mean([1, 2, 6])  # 3.0
```
"""


def _wrong(misconception: str, fails: str, says: str, hint: str, body: str) -> str:
    return (
        f"# misconception: {misconception}\n# fails: {fails}\n# says: {says}\n# hint: {hint}\n\n"
        f"def mean(numbers):\n    return {body}\n"
    )


_WRONG = {
    "wrong/gives-sum.py": _wrong(
        "gives-sum", "is_average", "returned the sum", "Divide the sum.", "sum(numbers)"
    ),
    "wrong/gives-largest.py": _wrong(
        "gives-largest", "is_average", "the largest number", "Use all of them.", "max(numbers)"
    ),
    "wrong/drops-decimals.py": _wrong(
        "drops-decimals",
        "is_average",
        "mean(numbers)",
        "Divide with one slash.",
        "float(sum(numbers) // len(numbers) - 1)",
    ),
}

_TASK = {
    "prompt.md": _PROMPT,
    "starter.py": _STARTER,
    "solution.py": _SOLUTION,
    "checks.py": _CHECKS,
    "hints.md": _HINTS,
    **_WRONG,
}

FILES: dict[str, str] = {
    "pack.toml": """\
format = 1
id = "tiny"
title = "A tiny pack"
licence = "CC-BY-4.0"
version = "0.1"
""",
    "map/areas.toml": """\
[[area]]
id = "python"
title = "Python"
about = "The language."

[[area]]
id = "data-tools"
title = "Data tools"
about = "Tables."

[[area]]
id = "models"
title = "Models"
about = "Learning from tables."
""",
    "map/python.toml": """\
area = "python"

[[topic]]
id = "functions"
title = "Functions"
about = "Naming a piece of work."

[[skill]]
id = "py-functions"
title = "Write a function"
topic = "functions"
depth = "use"
minutes = 10
about = "You write a function that returns a value."
""",
    "map/data-tools.toml": """\
area = "data-tools"

[[topic]]
id = "tables"
title = "Tables"
about = "Rows and columns."

[[skill]]
id = "pd-read"
title = "Read a table"
topic = "tables"
depth = "use"
minutes = 15
about = "You read a table from a file."
needed = ["py-functions"]
""",
    "map/models.toml": """\
area = "models"

[[topic]]
id = "fitting"
title = "Fitting"
about = "Models that follow data."

[[skill]]
id = "ml-fit"
title = "Fit a model"
topic = "fitting"
depth = "use"
minutes = 20
about = "You fit a model to a table."
needed = ["pd-read"]

[[skill]]
id = "ml-why"
title = "Say why a model fits"
topic = "fitting"
depth = "explain"
minutes = 40
about = "You say what fitting makes small."
needed = ["ml-fit"]
helps = [{ skill = "pd-read", weight = 0.5 }]
""",
    "interests/heights/interest.toml": """\
id = "interest-heights"
title = "Heights"
tagline = "How tall is the next one?"
stack = ["pandas"]
tour = "tour-heights"
project = "project-heights"
first = "first-mean"
first_model = ["ml-fit"]
skills = ["ml-why"]
data = ["heights"]
figure = "height-bars"
""",
    "interests/heights/interest.md": "Tables of people, and what can be read from them.\n",
    "data/heights/source.toml": f"""\
id = "heights"
title = "Heights of four people"
about = "One row is one person."
rows = 4
file = "heights.csv"
as = "heights.csv"
hidden = "hidden.csv"
sha256 = "{hashlib.sha256(HEIGHTS.encode()).hexdigest()}"
source = "Made up for tests."
licence = "CC0-1.0"
licence_url = "https://creativecommons.org/publicdomain/zero/1.0/"
retrieved = 2026-11-20
changes = "none"
columns = [
  {{ name = "name", about = "first name" }},
  {{ name = "height", about = "height in cm" }},
]
""",
    "data/heights/heights.csv": HEIGHTS,
    "data/heights/hidden.csv": HIDDEN,
    "figures/height-bars.py": '''\
"""Four people, four heights."""

DATA = ["heights"]


def draw(plt, theme):
    figure, axes = plt.subplots()
    axes.bar(["Ada", "Grace"], [160, 168], color=theme.cycle[0])
    return figure
''',
    "lessons/models/averages/lesson.toml": """\
id = "lesson-averages"
title = "One number for many"
skills = { py-functions = 1.0, ml-why = 0.5 }
minutes = 5
data = ["heights"]
figures = ["height-bars"]
next = "first-mean"
""",
    "lessons/models/averages/lesson.md": """\
# One number for many

![Bars of four heights](figure:height-bars)

An average stands for many numbers. Here is one for $n$ heights:

```python run
heights = [160, 168, 178, 162]
print(sum(heights) / len(heights))
```

::: margin
Factorials such as 5! are numbers, too.
:::
""",
    "exercises/python/first-mean/exercise.toml": """\
id = "first-mean"
title = "Write an average"
skills = { py-functions = 1.0, ml-fit = 0.2 }
difficulty = 0.1
minutes = 5
data = ["heights"]
opens = ["average = heights[\\"height\\"].mean()"]
limits = { seconds = 5 }
""",
    **{f"exercises/python/first-mean/{name}": text for name, text in _TASK.items()},
    "questions/models/averages.toml": '''\
[[question]]
id = "q-average-of-two"
kind = "numeric"
skills = { py-functions = 1.0 }
difficulty = 0.1
prompt = "What is the average of 2 and 4?"
answer = 3
tolerance = 0.01
explanation = "2 + 4 = 6, and 6 / 2 = 3."

  [[question.mistake]]
  value = 6
  why = "That is the sum."

  [[question.mistake]]
  value = 2
  why = "That is the smaller one."

[[question]]
id = "q-average-is"
kind = "one-of"
skills = { ml-why = 1.0 }
difficulty = 0.2
prompt = "What is an average?"

  [[question.choice]]
  text = "The sum divided by the count"
  right = true
  why = "That is how it is defined."

  [[question.choice]]
  text = "The number in the middle"
  why = "That is the median."

[[question]]
id = "q-true-of-averages"
kind = "several-of"
skills = { ml-why = 1.0 }
difficulty = 0.3
prompt = "What holds for averages?"

  [[question.choice]]
  text = "They lie between the smallest and the largest number"
  right = true
  why = "They weigh all numbers alike."

  [[question.choice]]
  text = "They are one of the numbers"
  why = "The average of 1 and 2 is 1.5."

[[question]]
id = "q-steps"
kind = "order"
skills = { py-functions = 1.0 }
difficulty = 0.2
prompt = "Put the steps in order."
items = ["Add up", "Count", "Divide"]
why = ["The sum comes first.", "Then the count.", "Both are needed here."]
explanation = "Division needs both numbers."

[[question]]
id = "q-prints"
kind = "predict-output"
skills = { py-functions = 1.0 }
difficulty = 0.2
prompt = "What does this print?"
code = """
numbers = [1, 3]
print(sum(numbers) / len(numbers))
"""
answer = "2.0"
explanation = "The division makes a number with decimals."

  [[question.mistake]]
  value = "2"
  why = "A single slash gives decimals."
''',
    "tours/heights/tour.toml": """\
id = "tour-heights"
title = "Heights, read"
about = "You see a table become one number."
goal = "It prints the average height."
minutes = 5
data = ["heights"]
skills = { pd-read = 1.0 }

[[stop]]
title = "The table"
from = "import pandas as pd"
to = "heights = pd.read_csv(\\"heights.csv\\")"
text = "pandas reads the file."

[[stop]]
title = "The average"
from = "average = heights[\\"height\\"].mean()"
to = "print(round(average, 1))"
text = "One number for all rows."

  [stop.question]
  kind = "one-of"
  prompt = "What is printed?"

    [[stop.question.choice]]
    text = "The average"
    right = true
    why = "Rounded to one decimal."

    [[stop.question.choice]]
    text = "The table"
    why = "It is never printed."

  [stop.knob]
  line = "print(round(average, 1))"
  label = "Decimals"
  find = "average, 1"
  choices = ["average, 1", "average"]
  shows = "how many decimals are printed"
""",
    "tours/heights/project.py": '''\
"""How tall are they?"""

import pandas as pd

# Read the table.
heights = pd.read_csv("heights.csv")

average = heights["height"].mean()
print(round(average, 1))
''',
    "tours/heights/skills.txt": (
        "\n\npy-functions\n\n\npd-read py-functions\n\npd-read\npy-functions\n"
    ),
    "projects/heights/project.toml": """\
id = "project-heights"
title = "Say how tall they are"
skills = { ml-fit = 1.0 }
difficulty = 0.4
minutes = 120
data = ["heights"]
report = ["What did you find out?"]

[[milestone]]
check = "is_average"
title = "An average"
about = "Your function returns the average."

[[milestone]]
check = "keeps_decimals"
title = "Decimals"
about = "Your function keeps the decimals."

[[applies]]
skill = "py-functions"
check = "counts"
task = "Say how many numbers there are, with a function `count`."

[[applies]]
skill = "pd-read"
check = "names_the_largest"
task = "Say the largest number, with a function `largest`."
""",
    "projects/heights/applies.py": """\
from ascent.testing import check, fail


@check("`count` says how many numbers there are.")
def counts(learner, rng):
    numbers = [int(n) for n in rng.integers(0, 9, int(rng.integers(3, 9)))]
    if not learner.has("count") or learner.count(numbers) != len(numbers):
        fail("There is no function count that says how many numbers there are.")


@check("`largest` says the largest number.")
def names_the_largest(learner, rng):
    numbers = [int(n) for n in rng.integers(0, 99, 5)]
    if not learner.has("largest") or learner.largest(numbers) != max(numbers):
        fail("There is no function largest that says the largest number.")
""",
    "projects/heights/applies/counts.py": """\
def count(numbers):
    return len(numbers)
""",
    "projects/heights/applies/names_the_largest.py": """\
def largest(numbers):
    return max(numbers)
""",
    **{f"projects/heights/{name}": text for name, text in _TASK.items()},
}


def write(folder: Path, files: dict[str, str | bytes] | None = None, lock: bool = True) -> Path:
    """Write a pack (the tiny one by default) into `folder`, with an ids.lock of its ids."""
    for name, content in (FILES if files is None else files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if lock and not (folder / "ids.lock").exists():
        update_locks([folder], content_kinds())
    return folder

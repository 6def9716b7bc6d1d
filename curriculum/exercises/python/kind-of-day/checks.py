"""Checks of a function with a default. It is called for days in random order."""

from ascent.testing import check, fail

CALL = """
result = []
for args, named in calls:
    try:
        answer = learner.day_kind(*args, **named)
        result.append(answer if type(answer) is str else "?" + type(answer).__name__)
    except TypeError as problem:
        result.append("!" + str(problem))
"""
NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]


def answers(learner, calls):
    """What day_kind returns for (arguments, named arguments); "?" and "!" mark other things."""
    if not learner.has("day_kind"):
        fail("There is no function day_kind. Keep its name as it is in the line with def.")
    found = learner.drive(CALL, calls=calls)
    for answer in found:
        if answer == "?NoneType":
            fail(
                "day_kind returns None. print shows a value on the screen; "
                "only return hands it to the caller."
            )
        if answer.startswith("?") and answer != "?":
            fail("day_kind does not return a text. Put the word in quotes behind return.")
    return found


@check("`day_kind` returns a text for a day between Monday and Friday: work.")
def work_days(learner, rng):
    days = rng.permutation([1, 2, 3, 4, 5]).tolist()
    found = answers(learner, [((day,), {}) for day in days])
    if set(found) == {"free"}:
        fail(
            "Every day comes out as free. Each side of or has to be a whole comparison, "
            "with the name weekday in it."
        )
    for day, got in zip(days, found):
        if got == "?":
            fail("day_kind still returns a question mark. It is to return one of two words.")
        if got.startswith("!"):
            fail(
                "day_kind cannot be called with the weekday alone. "
                "Give holiday a default in the line with def."
            )
        if got == "free":
            fail(
                f"{NAMES[day]} (weekday {day}) comes out as free. "
                "Read in the task where the week of this table begins."
            )
        if got != "work":
            fail(f"{NAMES[day]} comes out as {got!r}. Expected is one of the words work and free.")


@check("Saturday and Sunday are free.")
def week_ends(learner, rng):
    days = rng.permutation([0, 6]).tolist()
    for day, got in zip(days, answers(learner, [((day,), {}) for day in days])):
        if got != "free":
            fail(
                f"{NAMES[day]} (weekday {day}) does not come out as free. "
                "The week of this table begins with Sunday at 0 and ends with Saturday at 6."
            )


@check("A holiday is free on every day of the week, a day with holiday=0 is as without.")
def holidays(learner, rng):
    days = rng.permutation(7).tolist()
    found = answers(learner, [((day,), {"holiday": 1}) for day in days])
    for day, got in zip(days, found):
        if got.startswith("!"):
            fail("day_kind has no parameter called holiday. Name it in the brackets behind def.")
        if got != "free":
            fail(
                f"{NAMES[day]} comes out as {got!r} although it is a holiday. Ask for holiday too."
            )
    day = int(rng.integers(1, 6))
    if answers(learner, [((day, 0), {})]) != ["work"]:
        fail(f"{NAMES[day]} with holiday 0 is no work day. 0 means that it is no holiday.")

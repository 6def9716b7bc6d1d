"""Why an estimate stands where it stands, in sentences for a beginner. Pure.

Every sentence is read from stored counters, and true of the state that it is said of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ascent.learner.tracing.memory import DAY

if TYPE_CHECKING:
    from ascent.learner.tracing.knowing import SkillState

RECENT = 8  # answers that are remembered one by one

# The letters of `SkillState.recent`: a task solved alone, with help, not yet solved; a question
# answered right, wrong.
SOLVED, HELPED, UNSOLVED, RIGHT, WRONG = "s", "h", "u", "r", "w"
SUCCESS = {SOLVED, HELPED, RIGHT}

_HALF = 2.0  # pieces of evidence on which an estimate rests half


def sureness(s: SkillState) -> float:
    """How much evidence an estimate rests on, from 0 (none) towards 1: n / (n + 2).

    An answer counts 1, a placement too; what was only read or came over a link counts 0.25.
    """
    indirect = bool(s.lift) + bool(s.drop) + min(max(0, s.seen - len(s.recent)), 2)
    answers = max(len(s.recent), 0)
    n = answers + (s.placed is not None) + 0.25 * indirect
    return n / (n + _HALF)


def sure_words(sure: float) -> str:
    """`sureness` in words: what the pages say."""
    if sure == 0:
        return "nothing is known yet"
    if sure < 0.4:
        return "little is known yet"
    return "fairly sure" if sure < 0.65 else "sure"


def why(s: SkillState, retention: float, now: float, names: Mapping[str, str]) -> list[str]:
    """Sentences on one skill; `retention` is its chance of recall at Unix time `now`."""
    said = [_answers(s, now), _links(s, names), _doubt(s), _fading(s, retention, now)]
    return [sentence for sentence in said if sentence]


def _answers(s: SkillState, now: float) -> str:
    if not s.recent:
        if s.placed is not None:
            return (
                f"Your answers in the placement say that you know it with a chance of about "
                f"{_percent(s.placed)}. No exercise has tested that yet."
            )
        if s.last_at is not None:
            return "You were asked about it only while its answer was in sight."
        if s.seen:
            return "You have read about it and have not been asked for it yet."
        return "" if s.lift or s.drop else "There is nothing yet that says anything about it."
    tasks = [a != UNSOLVED for a in s.recent if a in (SOLVED, HELPED, UNSOLVED)]
    asked = [a == RIGHT for a in s.recent if a in (RIGHT, WRONG)]
    parts = [_solved(tasks)] if tasks else []
    parts += [_right(asked)] if asked else []
    text = ", and ".join(parts)
    how = {SOLVED: ", without help", HELPED: ", with help"}.get(s.recent[-1], "")
    return f"You {text}. The last try was {_ago(s, now)}{'' if s.misses else how}."


def _solved(tasks: list[bool]) -> str:
    if len(tasks) == 1:
        return "solved the last task on it" if tasks[0] else "have not solved the last task on it"
    return f"solved {_of(sum(tasks), len(tasks))} tasks on it"


def _right(asked: list[bool]) -> str:
    if len(asked) == 1:
        return f"{'answered' if asked[0] else 'missed'} the last question on it"
    return f"answered {_of(sum(asked), len(asked))} questions on it"


def _of(n: int, of: int) -> str:
    return f"{ {0: 'none', of: 'all'}.get(n, str(n)) } of the last {of}"


def _links(s: SkillState, names: Mapping[str, str]) -> str:
    if s.lift:
        return f"You were right in “{names.get(s.lift, s.lift)}”, which needs it."
    if s.drop:
        return f"You missed something in “{names.get(s.drop, s.drop)}”, which it needs."
    return ""


def _doubt(s: SkillState) -> str:
    if s.doubt is None:
        return ""
    return "Your last own answer was wrong. That may have been a slip, so you are asked once more."


def _fading(s: SkillState, retention: float, now: float) -> str:
    if s.stability is None or s.last is None:
        return ""
    chance = f"The chance that you would recall it now is about {_percent(retention)}."
    days = int((now - s.last_at) // DAY) if s.last_at is not None else 0
    return chance if days < 1 else f"It was last asked for {_days(days)} ago. {chance}"


def _ago(s: SkillState, now: float) -> str:
    days = int((now - (s.last_at if s.last_at is not None else now)) // DAY)
    return "within the last day" if days < 1 else f"{_days(days)} ago"


def _days(days: int) -> str:
    return "one day" if days == 1 else f"{days} days"


def _percent(p: float) -> str:
    return f"{round(100 * p)} %"

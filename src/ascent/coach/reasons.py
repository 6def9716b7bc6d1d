"""Why a step is next: facts, and the sentence that states them. Pure.

A reason is data first, so that each fact can be checked against the learner's state, and so that
"on Tuesday" is still right when the offer has stood for a week.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ascent.coach.course import INTEREST, PROJECT, READING

Fact = str | int
Facts = Mapping[str, Fact]


@dataclass(frozen=True)
class Reason:
    """A kind (a key of `SENTENCES`) and its facts: ids of skills, days as ISO dates, counts."""

    kind: str
    facts: Facts

    def to_json(self) -> dict[str, object]:
        return {"kind": self.kind, **self.facts}

    @classmethod
    def from_json(cls, data: Mapping[str, Fact]) -> Reason:
        return cls(str(data["kind"]), {name: f for name, f in data.items() if name != "kind"})


@dataclass(frozen=True)
class Telling:
    """What it takes to say a reason: what skills are called, and which day it is."""

    title: Callable[[str], str]
    today: date

    def name(self, skill: Fact) -> str:
        return f"“{self.title(str(skill))}”"

    def day(self, iso: Fact) -> str:
        """`today`, `yesterday`, `on Tuesday`, `on 3 March`, `on 3 March 2025`."""
        day = date.fromisoformat(str(iso))
        ago = (self.today - day).days
        if ago in (0, 1):
            return ("today", "yesterday")[ago]
        if 1 < ago < 7:
            return f"on {day:%A}"
        return f"on {day.day} {day:%B}" + ("" if day.year == self.today.year else f" {day.year}")


def tell(reason: Reason, telling: Telling) -> str:
    """The reason as one or two sentences for the learner."""
    return SENTENCES[reason.kind](reason.facts, telling)


_WHICH = {
    PROJECT: "which your project uses",
    INTEREST: "which belongs to the interest that you pinned",
    READING: "which the project you study uses",
}


def _plain(text: str) -> Callable[[Facts, Telling], str]:
    return lambda facts, _: text.format(**facts)


def _tour(f: Facts, _: Telling) -> str:
    wish = str(f["wish"]).rstrip(".")
    return f"You wished for “{wish}”. This is a finished project of the interest you pinned."


def _review(f: Facts, t: Telling) -> str:
    more = int(f["count"]) - 1
    if not more:
        return f"{t.name(f['skill'])} is probably about to fade. A minute brings it back."
    return f"{t.name(f['skill'])} and {more} more are about to fade. A few minutes bring them back."


def _begun(f: Facts, t: Telling) -> str:
    skill, goal = t.name(f["skill"]), t.name(f["goal"])
    if f["goal"] == f["skill"]:
        return f"You have begun {skill}, {_WHICH[str(f['by'])]}. It is not lit yet."
    return f"You have begun {skill}, and {goal}, {_WHICH[str(f['by'])]}, builds on it."


def _opens(f: Facts, t: Telling) -> str:
    skill = t.name(f["skill"])
    return f"It {_does(f)} {skill} and opens a line of the project you study: {f['line']}."


def _uses(f: Facts, t: Telling) -> str:
    return f"It {_does(f)} {t.name(f['skill'])}, {_WHICH[str(f['by'])]}."


def _leads(f: Facts, t: Telling) -> str:
    goal = t.name(f["goal"])
    said = {
        PROJECT: f"Your project uses {goal}",
        INTEREST: f"{goal} belongs to the interest that you pinned",
        READING: f"The project you study uses {goal}",
    }
    builds = "needs" if f["directly"] else "builds on"
    return f"{said[str(f['by'])]}, which {builds} {t.name(f['skill'])}. This {_does(f)} it."


def _does(f: Facts) -> str:
    return "introduces" if f["lesson"] else "trains"


def _helps(f: Facts, t: Telling) -> str:
    where = "the lesson" if f["lesson"] else "the task"
    return f"It helps to know {t.name(f['skill'])}; {where} explains it where it is used."


def _once_more(f: Facts, t: Telling) -> str:
    done = f"You have done all that trains {t.name(f['skill'])}"
    before = f"{done}, with help." if f["helped"] else f"{done}, and it is not lit yet."
    after = "it lights up" if f["lights"] else "it comes nearer to being lit"
    return f"{before} Pass this once more, from its start and without help, and {after}."


def _report(f: Facts, _: Telling) -> str:
    if f["answered"]:
        return (
            f"The last part of your project: {f['answered']} of {f['of']} questions are answered."
        )
    return "Your project passes its checks. Its last part is to say in your own words what it does."


def _anew(f: Facts, _: Telling) -> str:
    when = f"in loop {f['loop']}" if f["loop"] else "before"
    return f"You built this {when}. Build it again without looking, then take it further."


def _forecast(f: Facts, _: Telling) -> str:
    pass_ = f"You would probably pass about {f['of_ten']} of 10 exercises like this one"
    if f["within"]:
        return f"{pass_} at the first try: enough to get on, and enough left to learn."
    return f"{pass_} at the first try."


SENTENCES: Mapping[str, Callable[[Facts, Telling], str]] = {
    "first": _plain(
        "One whole experience before anything else: real data, a model, a score. {minutes} minutes."
    ),
    "tour": _tour,
    "date": _plain(
        "The day to begin it has come in your plan. Start the project, whatever the map says. "
        "What you still miss, you learn while you make it."
    ),
    "turn": _plain(
        "Your loop has come to the project. What you still miss, you learn while you make it."
    ),
    "review": _review,
    "name-gaps": _plain("Name what held you back, and choose one gap to close."),
    "close-gap": _plain("When you can do it without help, say that the gap is closed."),
    "gap": lambda f, t: f"You chose this gap. It {_does(f)} {t.name(f['skill'])}.",
    "below-gap": lambda f, t: (
        f"{t.name(f['gap'])}, the gap that you chose, builds on {t.name(f['skill'])}. "
        f"This {_does(f)} it."
    ),
    "gap-again": _plain("You chose this gap. Do this once more, without help."),
    "gap-ask": lambda f, t: (
        f"Your plan for the gap has a question here: it asks for {t.name(f['gap'])}."
    ),
    "gap-apply": lambda f, t: (
        f"Change your own project so that it uses {t.name(f['gap'])}. "
        "That is the surest sign that the gap is closed."
    ),
    "begun": _begun,
    "opens": _opens,
    "uses": _uses,
    "leads": _leads,
    "shown": lambda f, t: f"It builds on {t.name(f['skill'])}, which you showed {t.day(f['day'])}.",
    "placed": lambda f, t: (
        f"It builds on {t.name(f['skill'])}, which you probably know: your placement says so."
    ),
    "helps": _helps,
    "once-more": _once_more,
    "ask": lambda f, t: (
        f"No exercise trains {t.name(f['skill'])}, and it is not lit yet. This asks for it."
    ),
    "rest": _plain("Nothing else is left in this step of your loop, and this is not done yet."),
    "beside": lambda f, t: (
        f"Nothing is left to do on the way to your goal. This {_does(f)} {t.name(f['skill'])}, "
        "which lies beside it."
    ),
    "more": lambda f, t: (
        f"Nothing new is left to do. This {_does(f)} {t.name(f['skill'])}, which is lit already."
    ),
    "again": lambda f, t: (
        f"You have done everything that there is. This {_does(f)} {t.name(f['skill'])} once more."
    ),
    "report": _report,
    "anew": _anew,
    "chosen": _plain("You chose this yourself."),
    "show": lambda f, t: (
        f"You want to show {t.name(f['skill'])} at once: this is its hardest exercise"
        + (", which you have done before." if f["done"] else " that you have not done.")
    ),
    "forecast": _forecast,
    "equals": _plain(
        "{count} steps were equally good by these rules, and chance put this one first."
    ),
}

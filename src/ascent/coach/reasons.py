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


_USES = {
    PROJECT: "Your project uses it.",
    INTEREST: "It belongs to your interest.",
    READING: "The tour uses it.",
}
_NEEDS = {
    PROJECT: "Your project needs it for",
    INTEREST: "Your interest needs it for",
    READING: "The tour needs it for",
}
MOST_QUOTED = 46  # characters of a wish or of a line of code


def _plain(text: str) -> Callable[[Facts, Telling], str]:
    return lambda facts, _: text.format(**facts)


def _tour(f: Facts, _: Telling) -> str:
    wish = _cut(str(f["wish"]).rstrip("."))
    return f"You wished for “{wish}”. This is a finished project of your interest."


def _cut(text: str) -> str:
    """The beginning of what is too long to be quoted."""
    if len(text) <= MOST_QUOTED:
        return text
    begun, space, _ = text[:MOST_QUOTED].rpartition(" ")
    return f"{begun if space else text[:MOST_QUOTED]}…"


def _review(f: Facts, t: Telling) -> str:
    more = int(f["count"]) - 1
    if not more:
        return f"{t.name(f['skill'])} is probably about to fade. A minute brings it back."
    return f"{t.name(f['skill'])} and {more} more are about to fade. A few minutes bring them back."


def _begun(f: Facts, t: Telling) -> str:
    skill, by = t.name(f["skill"]), str(f["by"])
    if f["goal"] == f["skill"]:
        return f"You have begun {skill}, and it is not lit yet. {_USES[by]}"
    return f"You have begun {skill}. {_NEEDS[by]} {t.name(f['goal'])}."


def _opens(f: Facts, t: Telling) -> str:
    line = _cut(str(f["line"]).strip("`"))
    return f"{_this_does(f, t)} It opens a line of the tour: `{line}`."


def _uses(f: Facts, t: Telling) -> str:
    return f"{_this_does(f, t)} {_USES[str(f['by'])]}"


def _leads(f: Facts, t: Telling) -> str:
    return f"{_this_does(f, t)} {_NEEDS[str(f['by'])]} {t.name(f['goal'])}."


def _this_does(f: Facts, t: Telling) -> str:
    return f"This {_does(f)} {t.name(f['skill'])}."


def _does(f: Facts) -> str:
    return "introduces" if f["lesson"] else "trains"


def _once_more(f: Facts, t: Telling) -> str:
    before = f"{t.name(f['skill'])} is not lit yet" + (": you had help." if f["helped"] else ".")
    after = "it lights up" if f["lights"] else "it comes nearer"
    return f"{before} Pass this once more without help, and {after}."


def _refresh(f: Facts, t: Telling) -> str:
    skill, upper = t.name(f["skill"]), t.name(f["for"])
    if f["day"]:
        return f"You last met {skill} {t.day(f['day'])}. {upper} needs it."
    return f"{skill} rests on your placement alone. {upper} needs it."


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
    chance = f"You would probably pass about {f['of_ten']} of 10 exercises like this one"
    then = " That is enough to get on, and leaves something to learn." if f["within"] else ""
    return f"{chance} at the first try.{then}"


SENTENCES: Mapping[str, Callable[[Facts, Telling], str]] = {
    "first": _plain("One whole experience before anything else: real data, a model, a score."),
    "tour": _tour,
    "date": _plain("The day to begin it has come in your plan. Start it, whatever the map says."),
    "turn": _plain(
        "Your loop has come to the project. What you still miss, you learn while you make it."
    ),
    "review": _review,
    "name-gaps": _plain("Name what held you back, and choose one gap to close."),
    "close-gap": _plain("When you can do it without help, say that the gap is closed."),
    "gap": lambda f, t: f"{_this_does(f, t)} You chose this gap.",
    "below-gap": lambda f, t: f"{_this_does(f, t)} Your gap, {t.name(f['gap'])}, builds on it.",
    "gap-again": _plain("You chose this gap. Do this once more, without help."),
    "gap-ask": lambda f, t: (
        f"Your plan for the gap has a question here. It asks for {t.name(f['gap'])}."
    ),
    "gap-apply": lambda f, t: (
        f"Use {t.name(f['gap'])} in your own project. "
        "That is the surest sign that the gap is closed."
    ),
    "begun": _begun,
    "opens": _opens,
    "uses": _uses,
    "leads": _leads,
    "shown": lambda f, t: f"It builds on {t.name(f['skill'])}, which you showed {t.day(f['day'])}.",
    "placed": lambda f, t: (
        f"It builds on {t.name(f['skill'])}, which you probably know by your placement."
    ),
    "helps": lambda f, t: (
        f"It helps to know {t.name(f['skill'])}. It is explained where it is used."
    ),
    "once-more": _once_more,
    "ask": lambda f, t: f"No exercise trains {t.name(f['skill'])}. This question asks for it.",
    "refresh": _refresh,
    "rest": _plain("Nothing else is left in this step of your loop, and this is not done yet."),
    "beside": lambda f, t: (
        f"The way to your goal is done. This {_does(f)} {t.name(f['skill'])}, which lies beside it."
    ),
    "more": lambda f, t: (
        f"Nothing new is left. This {_does(f)} {t.name(f['skill'])}, which is lit already."
    ),
    "again": lambda f, t: (
        f"You have done everything. This {_does(f)} {t.name(f['skill'])} once more."
    ),
    "report": _report,
    "anew": _anew,
    "chosen": _plain("You chose this yourself."),
    "show": lambda f, t: (
        f"You want to show {t.name(f['skill'])} at once. This is its hardest exercise"
        + (", done before." if f["done"] else " that is left.")
    ),
    "forecast": _forecast,
    "equals": _plain("{count} steps were equally good, and chance put this one first."),
}

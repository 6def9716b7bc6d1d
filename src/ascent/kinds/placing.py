"""A placement at work for one person: what can be asked, what to ask now, what was found.

`coach.placement` decides and is pure. The state of a placement is nothing but its seed and the
answers: it is computed from them anew, and kept in memory only to be quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ascent.accounts.models import Person
from ascent.atlas.graph import Graph
from ascent.coach import placement as coach
from ascent.coach.particles import Belief, Seen
from ascent.coach.placement import Asked, Item, Next
from ascent.coach.structure import Prior, Structure, structure_of
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.kinds import guide, registry
from ascent.learner import names, placements
from ascent.learner.models import Placement
from ascent.learner.tracing.folding import LearnerState

SELDOM_GUESSED = ("numeric", "predict-output")  # asked first; code and numbers are hard to guess
SHOWN_GUESS, SHOWN_SLIP = 0.1, 0.1  # how surely the map's light says that a skill is known
GONE = Item("", "", 0.1, 0.1)  # a question that the pack no longer has
KEPT = 32  # beliefs in memory

LIKELY, OPEN, UNLIKELY = "likely", "open", "unlikely"


@dataclass(frozen=True)
class Sitting:
    """One person's placement as it stands. `goal`: the skills on their way, in learning order;
    `wide`: whether the rest of the map is asked about too."""

    found: guide.Standing
    row: Placement
    goal: tuple[str, ...]
    wide: bool
    items: tuple[Item, ...]
    asked: tuple[Asked, ...]
    start: Belief
    belief: Belief

    @cached_property
    def next(self) -> Next:
        """What to ask now, or why nothing more is asked."""
        scope = None if self.wide else frozenset(self.goal)
        fresh = not self.found.state.known_skills()
        return coach.next_item(self.start, self.belief, self.items, self.asked, scope, fresh)

    @property
    def question(self) -> Activity | None:
        item = self.next.item
        return self.found.pack.activities[item.activity] if item else None

    @cached_property
    def result(self) -> dict[str, float]:
        """The probabilities that this placement has something to say about."""
        skills = self.found.state.skills
        before = [s for s, k in skills.items() if k.placed is not None and not k.recent]
        return coach.found(self.start, self.belief, self.asked, before if self.asked else ())

    @property
    def places(self) -> tuple[str, ...]:
        """The skills that the picture shows."""
        return tuple(self.found.pack.skills) if self.wide else self.goal

    def standing(self, skill: str) -> str:
        """Whether a skill is likely known, unlikely, or still open."""
        if skill in _shown(self.found.state):
            return LIKELY
        p = self.result.get(skill)
        if p is None:
            return OPEN
        return LIKELY if p >= coach.LIKELY else UNLIKELY if p <= coach.UNLIKELY else OPEN


@dataclass(frozen=True)
class Waiting:
    """A placement that was begun and left. `number`: of its next question; `is_over`: nothing
    more is asked, and what it found only waits to be seen."""

    number: int
    is_over: bool


def waiting(person: Person) -> Waiting | None:
    """The placement that `person` left open, as Today tells of it."""
    row = placements.open_placement(person)
    if row is None:
        return None
    return Waiting(len(row.asked) + 1, bool(row.asked) and sitting(person, row).question is None)


def has_rest(found: guide.Standing) -> bool:
    """Whether questions are left about what lies beyond the way to the goal."""
    if found.interest is None:
        return False
    way = frozenset(guide.route(found.pack, found.interest.id).order)
    met = placements.ever_asked(found.person)
    return any(item.skill not in way for item in _items(found, met))


def sitting(person: Person, row: Placement) -> Sitting:
    """The placement of `row`, brought to where its answers have led."""
    found = guide.standing(person)
    pack = found.pack
    way = guide.route(pack, found.interest.id).order if found.interest else tuple(pack.skills)
    asked = answers(row, pack)
    structure = structure_for(pack)
    earlier = [one for old in placements.before(row) for one in answers(old, pack)]
    record = _record(found.state, structure) + _seen(structure, earlier)
    seen = _seen(structure, asked)
    return Sitting(
        found=found,
        row=row,
        goal=way,
        wide=row.wide,
        items=_items(found, placements.ever_asked(person)),
        asked=asked,
        start=_belief(structure, row.seed, record, ()),
        belief=_belief(structure, row.seed, record, seen),
    )


def _seen(structure: Structure, asked: Iterable[Asked]) -> tuple[Seen, ...]:
    """Answers as a belief takes them; those about a skill that has left the map say nothing."""
    return tuple(coach.seen(structure, one) for one in asked if one.item.skill in structure.place)


def answers(row: Placement, pack: Pack) -> tuple[Asked, ...]:
    """What was answered so far, in order. A question that has left the pack counts as asked."""
    told = []
    for one in row.asked:
        activity = pack.activities.get(names.present(one["activity"]))
        item = item_of(activity) if activity else GONE
        told.append(Asked(item, None if one.get("unsure") else bool(one["right"])))
    return tuple(told)


# ---- what can be asked --------------------------------------------------------------------


def item_of(activity: Activity) -> Item:
    """A question as the tester sees it; it is about its main skill."""
    subject = registry.kind_of(activity).subject(activity)
    return Item(activity.id, activity.main_skill, subject.guess, subject.slip)


def _items(found: guide.Standing, met: frozenset[str]) -> tuple[Item, ...]:
    """Questions never met before, about skills not yet shown; those hardest to guess first."""
    ranked = _ranked(found.pack)
    shown = _shown(found.state)
    return tuple(i for i in ranked if i.activity not in met and i.skill not in shown)


def _shown(state: LearnerState) -> frozenset[str]:
    """What is known from answers of its own. What an earlier placement took as known may be asked
    about again: its answers count here too, and new ones can put it right."""
    return frozenset(s for s in state.known_skills() if state.skill(s).recent)


@lru_cache(maxsize=4)
def _ranked(pack: Pack) -> tuple[Item, ...]:
    """All questions of a pack, for each skill the best one to ask first."""

    def rank(q: Activity) -> tuple[object, ...]:
        shape = getattr(q.spec, "kind", "")
        return (shape not in SELDOM_GUESSED, item_of(q).guess, len(q.skills), q.id)

    questions = [q for q in pack.of_kind("question") if q.main_skill in pack.skills]
    return tuple(item_of(q) for q in sorted(questions, key=rank))


# ---- what is believed ---------------------------------------------------------------------


@lru_cache(maxsize=4)
def structure_for(pack: Pack) -> Structure:
    """The map of a pack as the tester sees it; a link that closes a circle is left out."""
    return structure_of(
        _without_circles(guide.graph(pack)),
        {skill.id: skill.area for skill in pack.skills.values()},
        Prior(),
    )


def _without_circles(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    place = {skill: at for at, skill in enumerate(graph.order())}
    return {
        skill: tuple(n for n in needs if place[n] < place[skill])
        for skill, needs in graph.needs.items()
    }


def _record(state: LearnerState, structure: Structure) -> tuple[Seen, ...]:
    """What was shown already, as if it had been answered right here."""
    return tuple(
        Seen(structure.place[skill], True, SHOWN_GUESS, SHOWN_SLIP)
        for skill in sorted(_shown(state))
        if skill in structure.place
    )


@lru_cache(maxsize=KEPT)
def _belief(
    structure: Structure, seed: int, record: tuple[Seen, ...], seen: tuple[Seen, ...]
) -> Belief:
    """The belief after some answers: one step from the belief before the last of them."""
    if not seen:
        return _beforehand(structure, seed, record)
    return _belief(structure, seed, record, seen[:-1]).after(seen[-1])


@lru_cache(maxsize=KEPT)
def _beforehand(structure: Structure, seed: int, record: tuple[Seen, ...]) -> Belief:
    """The belief before the first question, however much was shown already."""
    belief = Belief.start(structure, seed)
    for one in record:
        belief = belief.after(one)
    return belief

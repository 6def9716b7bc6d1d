"""What holds a learner back, as the evidence has it, and why. Pure.

For every skill that a goal still waits for, the rank is

    (1 - P) · sum over the open goal skills g that it blocks of weight(g) · strength(skill, g)

P is the chance that the learner can do it now: the chance that it was ever learnt, times the
chance that it is still remembered. `strength` is 1 for the goal skill itself; below it, the
product of the weights of the needed prerequisites on the way, the largest over all ways. What
lies below a skill that is known is taken as known: nobody is sent back to it.

The rule is the expected number of goal skills that one missing skill keeps shut. It knows
nothing of how long the skill takes to learn, nor of what the learner felt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ascent.learner.tracing import saying
from ascent.learner.tracing.folding import PASSED, LearnerState, Observation, fold

MOST = 4  # gaps that are told with their reasons: more would be a list, not a choice
NAMED = 3  # skills that one sentence names
MOST_PASSES = 6  # exercises that are tried out in thought
GUESS, SLIP = 0.03, 0.1  # of an exercise in code, as its kind says
FEW = 3  # pieces of evidence up to which an estimate may well be off
ALIKE = 2  # decimals to which two ranks are compared: a finer difference is none


@dataclass(frozen=True)
class Shown:
    """What attempts at a skill showed in this loop: outcomes, and known mistakes by name."""

    right: int = 0
    wrong: int = 0
    mistakes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """All that the ranking depends on.

    `goals`: the skills of the goal with their weights; `needed`: for each skill its needed
    prerequisites with their weights, in (0, 1]; `names`: titles; `now`: Unix time in seconds.
    """

    goals: Mapping[str, float]
    needed: Mapping[str, Mapping[str, float]]
    names: Mapping[str, str]
    state: LearnerState
    now: float
    shown: Mapping[str, Shown] = field(default_factory=dict)

    def name(self, skill: str) -> str:
        return f"“{self.names.get(skill, skill)}”"


@dataclass(frozen=True)
class Gap:
    """A skill that holds back. `blocks`: the open goal skills that need it, itself left out."""

    skill: str
    score: float
    blocks: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def is_firm(state: LearnerState, skill: str, now: float) -> bool:
    """Whether a skill is known and not about to be forgotten: then it is no gap."""
    return state.known(skill) and _recall(state, skill, now) >= state.wish


def can_now(state: LearnerState, skill: str, now: float) -> float:
    """The chance that somebody can do it now: learnt, and still remembered."""
    return min(max(state.mastery(skill) * _recall(state, skill, now), 0.0), 1.0)


def rank(ground: Ground, most: int = MOST) -> tuple[Gap, ...]:
    """The skills that hold back most, the worst first, with their reasons.

    Known skills that are remembered are never among them. Of equal ones that comes first which
    more evidence speaks of, then the one whose id comes first.
    """
    waiting = {g: w for g, w in ground.goals.items() if not is_firm(ground.state, g, ground.now)}
    blocks: dict[str, dict[str, float]] = {}
    for goal, weight in sorted(waiting.items()):
        for skill, strength in _below(ground, goal).items():
            blocks.setdefault(skill, {})[goal] = weight * strength
    found = [
        Gap(skill, _score(ground, skill, goals), tuple(sorted(goals.keys() - {skill})))
        for skill, goals in blocks.items()
        if not is_firm(ground.state, skill, ground.now)
    ]
    seen = {g.skill: ground.state.skill(g.skill).seen for g in found}
    found.sort(key=lambda gap: (-round(gap.score, ALIKE), -seen[gap.skill], gap.skill))
    open_goals = len(waiting)
    return tuple(
        Gap(g.skill, g.score, g.blocks, _reasons(ground, g, open_goals)) for g in found[:most]
    )


def _score(ground: Ground, skill: str, goals: Mapping[str, float]) -> float:
    return (1 - can_now(ground.state, skill, ground.now)) * sum(goals.values())


def _recall(state: LearnerState, skill: str, now: float) -> float:
    """The chance that it is remembered; 1 where nothing has begun a memory."""
    return 1.0 if state.skill(skill).stability is None else state.retention(skill, now)


def _below(ground: Ground, goal: str) -> dict[str, float]:
    """How strongly each skill stands in the way of `goal`: the goal itself with 1."""
    best = {goal: 1.0}
    waiting = [goal]
    while waiting:
        skill = waiting.pop()
        if ground.state.known(skill):
            continue
        for below, weight in ground.needed.get(skill, {}).items():
            strength = best[skill] * weight
            if strength > best.get(below, 0.0):
                best[below] = strength
                waiting.append(below)
    return best


# ---- reasons: each is true of the state ---------------------------------------------------


def _reasons(ground: Ground, gap: Gap, open_goals: int) -> tuple[str, ...]:
    said = (
        _blocking(ground, gap, open_goals),
        _estimate(ground, gap.skill),
        _memory(ground, gap.skill),
        _sureness(ground, gap.skill),
        _mistakes(ground, gap.skill),
        _change(ground, gap.skill),
    )
    return tuple(sentence for sentence in said if sentence)


def _blocking(ground: Ground, gap: Gap, open_goals: int) -> str:
    of_goal = gap.skill in ground.goals
    if not gap.blocks:
        return "Your goal names it." if of_goal else ""
    named = listed([ground.name(skill) for skill in gap.blocks], NAMED)
    counted = f"{len(gap.blocks)} of the {open_goals} skills of your goal that are not yours yet"
    verb = "stands" if len(gap.blocks) == 1 else "stand"
    also = "Your goal names it. And " if of_goal else ""
    return f"{also}{counted} {verb} on it: {named}."


def _estimate(ground: Ground, skill: str) -> str:
    state = ground.state
    if state.known(skill):
        if _only_placed(state, skill):
            return "You can probably do it: your placement says so."
        return "You have shown that you can do it."
    chance = percent(can_now(state, skill, ground.now))
    if can_now(state, skill, ground.now) >= 0.5:
        return f"You can do it perhaps: the estimate is {chance}, which is not enough to build on."
    return f"You probably cannot do it yet: the estimate that you can is {chance}."


def _only_placed(state: LearnerState, skill: str) -> bool:
    """Whether only a placement speaks for a skill, and no right answer."""
    found = state.skill(skill)
    return found.placed is not None and not set(found.recent) & saying.SUCCESS


def _memory(ground: Ground, skill: str) -> str:
    """How far it has faded, where there is a memory and it is about to go."""
    recall = _recall(ground.state, skill, ground.now)
    if recall >= ground.state.wish:
        return ""
    return f"It has probably faded since: you recall it with a chance of {percent(recall)}."


def _sureness(ground: Ground, skill: str) -> str:
    seen = ground.state.skill(skill).seen
    told = ground.shown.get(skill, Shown())
    tries = told.right + told.wrong
    in_loop = f" In this loop {told.right} of {tries} tries at it passed." if tries else ""
    if seen == 0 and ground.state.skill(skill).placed is not None:
        return f"This rests on your placement alone, so it may well be off.{in_loop}"
    if seen == 0:
        return f"You have not worked on it, so this is read from the map around it.{in_loop}"
    pieces = f"{seen} piece{'' if seen == 1 else 's'} of evidence"
    doubt = ", so it may well be off" if seen <= FEW else ""
    return f"This rests on {pieces}{doubt}.{in_loop}"


def _mistakes(ground: Ground, skill: str) -> str:
    found = ground.shown.get(skill, Shown()).mistakes
    if not found:
        return ""
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    named = [f"“{readable(name)}”{times(count)}" for name, count in ranked]
    known = "A known mistake" if len(named) == 1 else "Known mistakes"
    return f"{known} showed in your attempts: {listed(named, NAMED)}."


def _change(ground: Ground, skill: str) -> str:
    passes = passes_to_close(ground, skill)
    if passes is None:
        return ""
    what = "one exercise" if passes == 1 else f"{passes} exercises"
    return f"What would change this: {what} on it, passed without help."


def passes_to_close(ground: Ground, skill: str) -> int | None:
    """How many exercises, passed without help, would make it no gap; None for too many."""
    state = ground.state
    for passes in range(1, MOST_PASSES + 1):
        at = ground.now + passes
        about = {"guess": GUESS, "slip": SLIP, "kind": "exercise"}
        state = fold(state, Observation(at=at, skills={skill: 1.0}, outcome=PASSED, **about))  # type: ignore[arg-type]
        if is_firm(state, skill, at):
            return passes
    return None


def percent(chance: float) -> str:
    """A chance as a beginner can use it: in steps of five, and never certain."""
    return f"about {min(max(round(chance * 20) * 5, 5), 95)} %"


def listed(words: Sequence[str], most: int) -> str:
    """`a, b and c`; of many the first, and how many more."""
    shown, more = list(words[:most]), len(words) - most
    if more > 0:
        shown.append(f"{more} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def times(count: int) -> str:
    return {1: "", 2: ", twice"}.get(count, f", {count} times")


def readable(name: str) -> str:
    """The name of a misconception as words: `fit-on-test` becomes `fit on test`."""
    return name.replace("-", " ")


# ---- which skill a felt gap means ---------------------------------------------------------

_NO_WORD = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be but can cannot did do does for from had has have how i in into is
        it its me my no not of on or so than that the them then there these they this to too was
        were what when where which who why with you your know never always really

        about after again all also any anything bad because been before being both by code could
        data each error errors every everybody everything few first get gets getting good got hard
        if just last less like lot made make makes making many mean means message messages model
        models more most much need needs new nothing one only other out over own problem read
        reading right same should some something still such take thing things time two understand
        until up use used uses using value values very want way well will without work working works
        would wrong yet""",
    )
)
_ENDINGS = frozenset(
    re.findall(
        r"\w+",
        "e s es d ed er ers ing ings or ors ion ions ation ations ive able ise ises ised",
    )
)
LEAST_SHARED = 4  # letters that two words have to begin with to be taken as one
RARE = 3  # skills at most that a word may lead to, to be enough by itself


def closest(
    text: str, skills: Mapping[str, str], among: Iterable[str] | None = None, otherwise: str = ""
) -> str:
    """The skill of `among` whose description shares most words with `text`.

    `skills` maps every id of the map to its description: the fewer of them have a word, the more
    it counts. One shared word is enough where it is rare; of others it takes two. Where nothing
    speaks for a skill so clearly, it is `otherwise`.
    """
    described = {skill: words_in(about) for skill, about in skills.items()}
    scores: dict[str, float] = {}
    shared: dict[str, int] = {}
    for word in words_in(text):
        having = [s for s, words in described.items() if any(_is_like(word, w) for w in words)]
        for skill in having:
            scores[skill] = scores.get(skill, 0.0) + 1 / len(having)
            shared[skill] = shared.get(skill, 0) + (2 if len(having) <= RARE else 1)
    allowed = scores.keys() if among is None else scores.keys() & set(among)
    clear = [skill for skill in allowed if shared[skill] >= 2]
    return min(clear, key=lambda s: (-round(scores[s], 9), s), default=otherwise)


def words_in(text: str) -> frozenset[str]:
    """The words of a text that carry a meaning, in small letters."""
    found: Iterable[str] = re.findall(r"[^\W_]{2,}", text.lower())
    return frozenset(word for word in found if word not in _NO_WORD)


def _is_like(one: str, other: str) -> bool:
    """Whether two words are forms of one: `validate` and `validation`, `split` and `splitting`;
    not `plot` and `plain`, nor `train` and `trainspotting`."""
    short, long = sorted((one, other), key=len)
    stem = short.removesuffix("e")
    if one == other or len(stem) < LEAST_SHARED or not long.startswith(stem):
        return one == other
    rest = long[len(stem) :]
    return rest in _ENDINGS or (rest[0] == stem[-1] and rest[1:] in _ENDINGS)

"""The study kit at work: its record on the disk, questions and tasks from the pack, the loop."""

from __future__ import annotations

import math
from datetime import date, datetime

from django.db.models import Q

import ascent
from ascent import clock
from ascent.accounts.models import Person
from ascent.curriculum import Pack
from ascent.curriculum.activity import Activity
from ascent.kinds import guide, registry
from ascent.learner import access, actions, files, names, placements, state
from ascent.learner.models import Attempt, AttemptState, Evidence, Loop, Visit
from ascent.learner.study import consent as study_consent
from ascent.learner.study import export as study_export
from ascent.learner.study import plan as study
from ascent.learner.study.kept import CannotStudy, load, save
from ascent.learner.study.plan import Answer, Question, Record, Standing, Task, Test, Transfer

MOST_SECONDS = 3600


# ---- joining ----------------------------------------------------------------------------


def can_join(person: Person) -> str:
    """The interest that the tests will be about. Raises `CannotStudy` for who cannot join."""
    if load() is not None:
        raise CannotStudy("You have joined already. `ascent study status` says what comes next.")
    loop = access.open_loop(person)
    if loop is None or loop.interest not in registry.pack().interests:
        raise CannotStudy(
            "The tests are about your interest, and no loop is open. Run `ascent start`, say your "
            "wish, choose an interest, and join then."
        )
    return loop.interest


def join(person: Person, named: str) -> Record:
    """Begin, once consent was given: draw the code and both forms. Raises `CannotStudy`."""
    interest, pack = can_join(person), registry.pack()
    version = f"{pack.id} {pack.version}"
    try:
        a, b = study.forms(
            goals(pack, interest), _questions(pack), study.seed(named, interest, version)
        )
    except study.TooSmall as error:
        raise CannotStudy(str(error)) from error
    code = study.new_code()
    first = study.first_form(code)
    tests = {"a": Test(form="a", questions=a), "b": Test(form="b", questions=b)}
    known = state.of(person).known_skills() & pack.skills.keys()
    return save(
        Record(
            consent=study_consent.VERSION,
            study=named,
            participant=code,
            joined=clock.now(),
            interest=interest,
            engine=ascent.__version__,
            pack=version,
            evidence_before=Evidence.objects.filter(learner=person).count(),
            known_before=len(known),
            pre_test=tests[first],
            post_test=tests["b" if first == "a" else "a"],
        )
    )


def goals(pack: Pack, interest_id: str) -> list[str]:
    """The goal skills of an interest: its own, and those of its project."""
    interest = pack.interests[interest_id]
    project = pack.activities.get(interest.project)
    return list(dict.fromkeys([*interest.skills, *(project.skills if project else ())]))


def _questions(pack: Pack) -> list[Question]:
    """Those that can be asked in a terminal: printed answers end with the first empty line."""
    return [
        Question(q.id, q.main_skill, q.difficulty)
        for q in pack.of_kind("question")
        if q.spec.kind != "predict-output" or "\n\n" not in q.spec.answer.strip()
    ]


# ---- where it stands --------------------------------------------------------------------


def standing(person: Person, record: Record) -> Standing:
    """What comes next, and when."""
    return study.standing(record, _loop(person, record).project_ended, clock.today())


def export(person: Person, record: Record) -> dict[str, object]:
    """The participant's numbers, as they would leave the machine."""
    return study_export.document(record, _loop(person, record), _day)


def _day(when: datetime) -> date:
    return clock.local(when).date()


def _loop(person: Person, record: Record) -> study_export.Loop:
    """The first loop in this interest whose project ended after joining; else the open one."""
    joined = _day(record.joined)
    called = names.every(record.interest)
    loops = list(Loop.objects.filter(learner=person, interest__in=called).order_by("number"))
    ended = [(loop, day) for loop in loops if (day := _project_ended(loop)) and day >= joined]
    loop, day = ended[0] if ended else (loops[-1] if loops else None, None)
    if loop is None:
        return study_export.Loop()
    rows = Evidence.objects.filter(learner=person, at__gte=record.joined)
    if day is not None:
        after = datetime.combine(day, datetime.max.time(), clock.ZONE)
        rows = rows.filter(at__lte=after)
    found = list(rows.values_list("seconds", "outcome", "activity"))
    return study_export.Loop(
        began=loop.started,
        project_ended=day,
        how=loop.left.get("project", ["", ""])[1] if day else "",
        minutes=sum(min(seconds, actions.MOST_SECONDS) for seconds, _, _ in found) / 60,
        passed=len({activity for _, outcome, activity in found if outcome == "passed"}),
        evidence=len(found),
    )


def _project_ended(loop: Loop) -> date | None:
    left = loop.left.get("project")
    return date.fromisoformat(left[0]) if left else None


# ---- the tests --------------------------------------------------------------------------


def question(test: Test, record: Record) -> Activity | None:
    """The question to ask now. Raises `CannotStudy` when the pack has lost it."""
    name = test.next_question
    if name is None:
        return None
    found = registry.pack().activities.get(names.present(name))
    if found is None or found.kind != "question":
        raise CannotStudy(
            f"The question “{name}” of this test is no longer in the pack ({record.pack} when you "
            "joined). Install that version again, or leave the study."
        )
    return found


def keep_answer(
    person: Person, record: Record, which: str, asked: Activity, right: bool | None, seconds: float
) -> Record:
    """One more answer of the test `which`: `pre_test` or `post_test`."""
    test: Test = getattr(record, which)
    answer = Answer(
        question=str(test.next_question),
        skill=asked.main_skill,
        right=right,
        met=asked.id in placements.ever_asked(person),
        seconds=min(math.ceil(max(seconds, 0)), MOST_SECONDS),
    )
    after = study.answered(test, answer, clock.now())
    return save(record.model_copy(update={which: after}))


# ---- the transfer task ------------------------------------------------------------------


def begin_transfer(person: Person, record: Record) -> Record:
    """Choose the task and start its clock; `no_task` when nothing is left to choose."""
    pack = registry.pack()
    interest = names.present(record.interest)
    if interest not in pack.interests:
        raise CannotStudy(f"The interest “{interest}” is no longer in the pack.")
    task = next_task(person, record)
    if task is None:
        return save(record.model_copy(update={"no_task": True}))
    begun = Transfer(
        task=task.id, skill=task.skill, began=clock.now(), minutes=study.minutes_for(task)
    )
    return save(record.model_copy(update={"transfer": begun}))


def next_task(person: Person, record: Record) -> Task | None:
    """The task that would be given now."""
    pack = registry.pack()
    interest = names.present(record.interest)
    way = set(guide.route(pack, interest).order)
    tasks = [
        Task(a.id, a.main_skill, a.difficulty, a.minutes)
        for a in pack.of_kind("exercise")
        if a.main_skill in way and a.has("starter.py")
    ]
    seed = study.seed(record.study, record.interest, record.pack)
    return study.choose_task(goals(pack, interest), tasks, _seen(person, pack), seed)


def _seen(person: Person, pack: Pack) -> frozenset[str]:
    """Activities that were opened on a page, handed in, or written into the work folder."""
    opened = Visit.objects.filter(learner=person).values_list("activity", flat=True)
    tried = Attempt.objects.filter(learner=person).values_list("activity", flat=True).distinct()
    known = {names.present(name) for name in (*opened, *tried)}
    written = {a.id for a in pack.of_kind("exercise") if files.folder(a.id).exists()}
    return frozenset(known | written)


def task_of(record: Record) -> Activity:
    """The transfer task as the pack has it. Raises `CannotStudy`."""
    begun = record.transfer
    found = registry.pack().activities.get(names.present(begun.task)) if begun else None
    if found is None:
        raise CannotStudy("No transfer task was begun, or the pack has lost it.")
    return found


def hand_in(person: Person, record: Record, attempt: Attempt) -> Record:
    """Keep the verdict of the one hand-in. Raises `CannotStudy` when there is none to keep."""
    begun = record.transfer
    if begun is None or attempt.outcome in ("our-fault", "cancelled", ""):
        raise CannotStudy("There is no verdict to keep, which is not your fault. Hand in again.")
    called = names.every(attempt.activity)
    visits = Visit.objects.filter(learner=person, activity__in=called)
    before = Attempt.objects.filter(
        ~Q(id=attempt.id), learner=person, activity__in=called, state=AttemptState.DONE
    )
    after = begun.model_copy(
        update={
            "handed_in": attempt.created,
            "passed": attempt.outcome == "passed",
            "points": _points(attempt),
            "hints": max((visit.hints for visit in visits), default=0),
            "solution_seen": any(visit.solution_seen for visit in visits),
            "checked_before": before.exclude(outcome__in=("our-fault", "cancelled")).count(),
        }
    )
    return save(record.model_copy(update={"transfer": after}))


def _points(attempt: Attempt) -> float:
    """The share of the points, from the checks of the verdict."""
    checks = (attempt.verdict or {}).get("checks", [])
    total = sum(c["points"] for c in checks)
    won = sum(c["points"] for c in checks if c["outcome"] == "passed")
    return won / total if total else float(attempt.outcome == "passed")

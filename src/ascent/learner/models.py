"""What a learner did, and what follows from it.

`Evidence` is the record: append-only, one row for each thing learnt about a
learner. `Snapshot` is its fold, kept so that a page costs one query; it can
be rebuilt from the record at any time. Content is referred to by id and
content hash and never copied here, but for the code that the learner wrote.
"""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from ascent import clock
from ascent.ids import uuid7

PEOPLE = settings.AUTH_USER_MODEL


class AttemptState(models.TextChoices):
    """queued -> running -> done; a run that was cut off goes back to queued."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"


class Pool(models.TextChoices):
    """Whose hands an attempt waits for: the server's own, or those of a worker for long runs."""

    SHORT = "short"
    LONG = "long"


class Attempt(models.Model):
    """One try at one activity, kept for ever with what was handed in.

    A row that is not done yet is a place in the queue: `learner/queue.py` says how it moves on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(PEOPLE, on_delete=models.CASCADE, related_name="attempts")
    activity = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    answer = models.JSONField(help_text="what was handed in: {'code': ...} or {'choice': ...}")
    state = models.CharField(
        max_length=10, choices=AttemptState.choices, default=AttemptState.QUEUED
    )
    pool = models.CharField(max_length=10, choices=Pool.choices, default=Pool.SHORT)
    token = models.UUIDField(null=True, help_text="fencing token of the run that may write here")
    leased = models.DateTimeField(
        null=True, help_text="until when the holder of the token has it, on the database's clock"
    )
    taken = models.DateTimeField(null=True, help_text="last claimed, on the database's clock")
    worker = models.CharField(max_length=200, blank=True, help_text="the process that claimed it")
    cancelled = models.BooleanField(default=False, help_text="the learner wants no verdict")
    tries = models.PositiveSmallIntegerField(default=0)
    seed = models.BigIntegerField()
    seconds = models.FloatField(default=0.0, help_text="spent by the learner before handing in")
    via = models.CharField(max_length=10, default="web")
    verdict = models.JSONField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    created = models.DateTimeField(default=clock.now)
    finished = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["learner", "activity", "-id"], name="attempt_newest_first"),
            models.Index(
                fields=["pool", "learner", "id"],
                name="attempt_waiting",
                condition=models.Q(state__in=["queued", "running"]),
            ),
            models.Index(fields=["learner", "taken"], name="attempt_last_taken"),
        ]


class RunEvent(models.Model):
    """What happened in a run that goes on: progress, output, checks. Kept for a while only.

    Numbers grow in the order in which rows become visible, so a reader may ask for all that
    come after the last one it has seen.
    """

    number = models.BigAutoField(primary_key=True)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(help_text="on the database's clock")
    data = models.JSONField(help_text="{'event': 'progress', ...}")

    class Meta:
        indexes = [models.Index(fields=["attempt", "number"], name="events_of_attempt")]


class Control(models.Model):
    """A value that the learner set while their code runs."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="controls")
    name = models.CharField(max_length=100)
    value = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "name"], name="one_value_per_setting")
        ]


class Worker(models.Model):
    """A worker process that is here to grade; the server's own threads are not listed."""

    name = models.CharField(primary_key=True, max_length=200)
    pools = models.JSONField(help_text="['short', 'long']")
    seen = models.DateTimeField(help_text="on the database's clock")


class AppendOnly(models.QuerySet["Evidence"]):
    """Rows can be added and read. They leave only with the person they are about."""

    def update(self, **_: Any) -> NoReturn:
        raise TypeError("Evidence is append-only: add a row that corrects it instead.")

    def delete(self) -> NoReturn:
        raise TypeError("Evidence is append-only: it is deleted with its person.")


class Evidence(models.Model):
    """What one attempt says about skills."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(PEOPLE, on_delete=models.CASCADE, related_name="evidence")
    attempt = models.ForeignKey(Attempt, null=True, on_delete=models.CASCADE, related_name="+")
    activity = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    skills = models.JSONField(
        help_text="{skill id: weight in (0, 1]}; of a placement: {skill id: probability known}"
    )
    outcome = models.CharField(max_length=20)
    points = models.FloatField(help_text="share of the points, 0 to 1")
    hints = models.PositiveSmallIntegerField(default=0)
    solution_seen = models.BooleanField(default=False)
    seconds = models.FloatField(default=0.0)
    misconception = models.CharField(max_length=100, blank=True)
    guess = models.FloatField(help_text="chance of a right answer without the skill")
    slip = models.FloatField(help_text="chance of a wrong answer with the skill")
    difficulty = models.FloatField(default=0.5, help_text="the author's: 0 anyone .. 1 hard")
    predicted = models.FloatField(
        null=True, help_text="chance of a right answer that the model gave just before it"
    )
    seed = models.BigIntegerField(default=0)
    offered = models.JSONField(default=list, help_text="[{activity, p}]: what the coach offered")
    at = models.DateTimeField(default=clock.now)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["learner", "id"], name="evidence_in_order"),
            models.Index(fields=["learner", "at"], name="evidence_by_time"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Evidence is append-only: add a row that corrects it instead.")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("Evidence is append-only: it is deleted with its person.")


class Snapshot(models.Model):
    """The learner's state, folded from all evidence by `model`."""

    learner = models.OneToOneField(
        PEOPLE, primary_key=True, on_delete=models.CASCADE, related_name="snapshot"
    )
    model = models.CharField(max_length=40)
    state = models.JSONField(default=dict)


class Visit(models.Model):
    """How far one learner is with one activity: help taken, best outcome."""

    learner = models.ForeignKey(PEOPLE, on_delete=models.CASCADE, related_name="visits")
    activity = models.CharField(max_length=100)
    opened = models.DateTimeField(default=clock.now)
    started = models.DateTimeField(default=clock.now, help_text="since the last verdict")
    hints = models.PositiveSmallIntegerField(default=0)
    solution_seen = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    done = models.DateTimeField(null=True, help_text="first passed, read or finished")
    note = models.JSONField(default=dict, help_text="where the learner is inside the activity")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "activity"], name="one_visit_per_activity")
        ]


class Loop(models.Model):
    """One pass from a wish to a finished project and a closed gap."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(PEOPLE, on_delete=models.CASCADE, related_name="loops")
    number = models.PositiveIntegerField(default=1)
    wish = models.TextField()
    hours = models.FloatField(help_text="hours a week")
    interest = models.CharField(max_length=100)
    step = models.CharField(max_length=10, default="study")
    started = models.DateField(default=clock.today)
    due = models.JSONField(help_text="{step: last day, ISO date}")
    left = models.JSONField(default=dict, help_text="{step: [ISO date, 'done' or 'date']}")
    gaps = models.JSONField(default=list, help_text="felt gaps, ranked: [text]")
    gap = models.JSONField(default=dict, help_text="the chosen gap: {text, skill, until}")
    finished = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=models.Q(finished__isnull=True),
                name="one_open_loop_per_learner",
            )
        ]


class FeltGap(models.Model):
    """Something that held the learner back in a loop, in their own words, noted when it happened.

    All of a loop's are deleted when one of them is chosen to be closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    loop = models.ForeignKey(Loop, on_delete=models.CASCADE, related_name="felt")
    text = models.TextField()
    activity = models.CharField(max_length=100, blank=True, help_text="where it was noted")
    skill = models.CharField(max_length=100, blank=True, help_text="the learner's own guess")
    rank = models.PositiveSmallIntegerField(null=True, help_text="1 is the worst")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["loop", "rank"], name="felt_gaps_ranked")]


class Placement(models.Model):
    """A placement that goes on or has ended: what was asked, and what was answered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(PEOPLE, on_delete=models.CASCADE, related_name="placements")
    seed = models.BigIntegerField()
    wide = models.BooleanField(default=False, help_text="beyond the way: the whole map")
    asked = models.JSONField(default=list, help_text="[{activity, skill, right, at}], in order")
    started = models.DateTimeField(default=clock.now)
    finished = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=models.Q(finished__isnull=True),
                name="one_open_placement_per_learner",
            )
        ]


class Offer(models.Model):
    """What the coach offers now; made anew when there is new evidence."""

    learner = models.OneToOneField(
        PEOPLE, primary_key=True, on_delete=models.CASCADE, related_name="offer"
    )
    basis = models.CharField(max_length=200, help_text="what it was computed from")
    options = models.JSONField(default=list, help_text="[{activity, reason, p}], first is the step")
    passed_over = models.JSONField(default=list, help_text="activities put aside for now")
    last_review = models.BooleanField(default=False, help_text="the step before was a review")


class Keepsake(models.Model):
    """The page and file that the first hour ends with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(PEOPLE, on_delete=models.CASCADE, related_name="keepsakes")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="+")
    sentence = models.TextField()
    created = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "attempt"], name="one_keepsake_per_attempt")
        ]

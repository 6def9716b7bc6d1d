"""`ascent model`: the shared numbers behind every estimate: which hold, refit them, choose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ascent.cli.credits import judge_credits
from ascent.cli.progress import Progress
from ascent.cli.say import USED_WRONGLY, Say

if TYPE_CHECKING:
    from ascent.learner.fitting.comparing import Comparison
    from ascent.learner.fitting.model_file import Used

app = typer.Typer(
    help="For authors: the shared numbers of the learner model, and how to fit them.",
    no_args_is_help=True,
)
OWN = "default"
VERDICTS = {
    "better": "The fitted numbers probably predict better for learners they have not seen.",
    "unclear": "No clear difference: it may be luck. Fit again when there are more answers.",
    "worse": "The fitted numbers probably predict worse for learners they have not seen.",
}
AGAINST_OWN = (
    "The numbers in use were fitted to most of these learners, which would flatter them. So the "
    "new fit is compared with the numbers that come with Ascent (own)."
)
MEASURES = {
    "log-loss": ("log-loss", "surprise per answer; less is better"),
    "auc": ("AUC", "right answers rated above wrong ones; more is better"),
    "ece": ("ECE", "promised chance minus what came; less is better"),
}


@app.callback()
def group() -> None:
    """For authors: the shared numbers of the learner model, and how to fit them."""


app.command("credits")(judge_credits)


@app.command("show")
def show(json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False) -> None:
    """Show which shared numbers are in use, since when, and what each stands for.

    Examples:

        ascent model show
    """
    say = Say(json)
    from ascent.learner import parameters
    from ascent.learner.fitting import meaning

    found = parameters.used()
    told = [(name, value, meaning.of(name)) for name, value in _numbers(found)]
    say.line(_which(found))
    if found.problem:
        say.line(f"{found.problem} Choose another file, or: ascent model use {OWN}")
    if found.model.difficulties:
        counted = sum(len(table) for table in found.model.situations.tables)
        say.line(
            f"Fitted beside them: the difficulty of {len(found.model.difficulties)} activities, "
            f"and what usually follows in {counted} situations."
        )
    say.line()
    say.line("The chance of a right answer is a weighted sum, put on the scale from 0 to 1.")
    say.line("Each weight, what it belongs to, and what that is; then the numbers beside the sum:")
    for name, value, text in told:
        say.line(f"  {value:>7.3f}  {name:<28} {text}")
    say.document(
        {
            **_source(found),
            "candidates": [path.name for path in parameters.candidates()],
            "numbers": [{"name": n, "value": v, "means": text} for n, v, text in told],
        }
    )


@app.command("fit")
def fit(json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False) -> None:
    """Fit the shared numbers to all answers given here, and say what learners would gain.

    Learners are held out in turn: what is reported comes from answers of people that the fit
    did not see. The result is written to a file of its own. What runs stays as it is, until you
    choose the file with `ascent model use`.

    Examples:

        ascent model fit

        ascent model fit --json
    """
    say = Say(json)
    from ascent.cli import engine

    engine.learner(say)
    from ascent.learner import tuning
    from ascent.learner.fitting import comparing

    rows = tuning.answers()
    if not comparing.enough(rows):
        say.fail(_too_few(len({row.learner for row in rows}), len(rows)))
    with Progress(say, total=comparing.FOLDS) as progress:
        try:
            tuned = tuning.tune(rows, lambda fold: progress.step(f"fold {fold + 1}"))
        except OSError as error:
            from ascent import disk

            say.fail(f"The fitted numbers cannot be written. {disk.why(error)}")
    if tuned.against_own:
        say.line(AGAINST_OWN)
    _say_comparison(say, tuned.comparison, tuned.against_own)
    say.line(f"Written: {tuned.file}. Nothing that runs has changed.")
    say.line(f"To choose it: ascent model use {tuned.file.name}")
    told = {**tuned.comparison.to_json(), "against_own": tuned.against_own}
    say.document({**told, "file": tuned.file})


@app.command("use")
def use(
    file: Annotated[str, typer.Argument(metavar="FILE|default", help="A file that fit wrote.")],
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Choose the shared numbers: those of a file, or `default`, those that come with Ascent.

    Nobody's record changes. What Ascent estimates from it does, for everybody, at once.

    Examples:

        ascent model use 2027-03-01-1f0c9a7e.json

        ascent model use default
    """
    say = Say(json)
    from ascent import disk
    from ascent.learner import parameters

    try:
        if file == OWN:
            parameters.use_own()
        else:
            parameters.use(_candidate(say, file))
    except parameters.Broken as error:
        say.fail(f"{error} What was in use stays in use.")
    except OSError as error:
        say.fail(f"The choice cannot be kept, so what was in use stays. {disk.why(error)}")
    found = parameters.used()
    say.line(_which(found))
    say.line(
        "Every learner's chances are computed anew from their record, when they next come by. "
        "Skills near a border may light up or go out."
    )
    say.document(_source(found))


def _candidate(say: Say, name: str) -> Path:
    """The file by its path, or by its name among what `fit` wrote."""
    from ascent.learner import parameters

    places = (Path(name).expanduser(), parameters.folder() / name)
    found = next((path for path in places if path.is_file()), None)
    if found is None:
        known = ", ".join(path.name for path in parameters.candidates())
        there = f"There are: {known}." if known else "`ascent model fit` writes one."
        say.fail(f"There is no file {name}. {there}", USED_WRONGLY)
    return found


def _too_few(learners: int, answers: int) -> str:
    from ascent.learner.fitting.comparing import LEAST_LEARNERS

    who = "1 learner has" if learners == 1 else f"{learners} learners have"
    return (
        f"{who} given {answers} first answers here. These numbers are shared by all learners, so "
        f"a fit is judged on learners that it has not seen, and that takes {LEAST_LEARNERS}. "
        "Nothing was fitted. What Ascent knows of each learner moves with their own answers all "
        "the same."
    )


def _which(found: Used) -> str:
    if not found.hash:
        return "In use: the numbers that come with Ascent."
    since = f", since {found.since[:10]}" if found.since else ""
    return f"In use: {found.hash}, fitted here on {found.made[:10] or 'an unknown day'}{since}."


def _source(found: Used) -> dict[str, Any]:
    return {
        "in_use": found.hash or OWN,
        "made": found.made or None,
        "since": found.since or None,
        "fitted_difficulties": len(found.model.difficulties),
        "fitted_situations": sum(len(table) for table in found.model.situations.tables),
        "problem": found.problem or None,
    }


def _numbers(found: Used) -> list[tuple[str, float]]:
    """Every shared number by name: weights under the names of what they belong to."""
    from ascent.learner.tracing.hybrid import COLUMNS
    from ascent.learner.tracing.situations import KINDS

    raw = found.model.parameters.to_json()
    weights = zip(COLUMNS, raw.pop("weights"), strict=True)
    usual = zip(KINDS, raw.pop("usual"), strict=True)
    return [*weights, *usual, *raw.items()]


def _say_comparison(say: Say, found: Comparison, against_own: bool) -> None:
    say.line(
        f"{found.answers} first answers of {found.learners} learners, held out in {found.folds} "
        "turns. The last numbers: between them the difference lies 95 times of 100."
    )
    first = "own" if against_own else "in use"
    say.line(f"  {'':<9} {first:>6}  {'fitted':>6}  difference")
    for name, (title, about) in MEASURES.items():
        one = found.measures[name]
        if one.present != one.present:  # NaN: answers all alike have no AUC
            say.line(f"  {title:<9} cannot be told: the answers are all alike")
            continue
        say.line(
            f"  {title:<9} {one.present:.4f}  {one.fitted:.4f}  {one.gain:+.4f} "
            f"[{one.low:+.4f}, {one.high:+.4f}]  {about}"
        )
    say.line(VERDICTS[found.verdict])

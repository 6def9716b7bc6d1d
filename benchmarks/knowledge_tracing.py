"""Who predicts a learner's next answer best? Ours beside eight competitors, in one run.

    make bench NAME=knowledge-tracing
    make bench NAME=knowledge-tracing ARGS="--data answers.csv.gz --models best-lr,ours"

Students are dealt into five folds; each fold is predicted by models fitted on the other four,
every answer from strictly earlier ones of the same student, the first one included.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import lab
from benchmarks.harness import report
from benchmarks.kt_run import MODELS, Run
from benchmarks.kt_sets import FOLDER, SETS, public
from benchmarks.kt_table import FOLDS, BadTable, read

NOTES = (
    "AUC, log-loss, RMSE and ECE: mean over folds. fit: seconds for one fold, the columns that "
    "linear models count beforehand not included. µs: per predicted answer, of ours one by "
    "one in pure Python with the update of the state (CPU time), of the others in bulk. Item mean, "
    "IRT, PFA, Best-LR, BKT and DKT are our own code after the published formulas."
)


def main() -> int:
    options = _options()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(options.threads)
    torch = lab.TORCH if "dkt" in options.models else ()
    lab.enter("benchmarks.knowledge_tracing", lab.NUMBA + lab.LEARN + torch)
    run = Run(options.models, options.folds, options.threads)
    try:
        tables = [read(path) for path in options.data]
        tables += [public(name, options.folder) for name in options.sets]
    except BadTable as error:
        print(error, file=sys.stderr)
        return 2
    for table in tables:
        run.compete(table)
    partly = "" if options.folds == FOLDS else f"Only {options.folds} of {FOLDS} folds were run. "
    return report("knowledge-tracing", run.figures, partly + " ".join([*run.notes, NOTES]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, action="append", default=[], metavar="FILE",
        help="a table of your own in place of the public sets: CSV, maybe gzipped, with the "
        "columns user_id, item_id, skill_ids (separated by ;), correct (0 or 1) and maybe "
        "timestamp (seconds); may be given more than once",
    )  # fmt: skip
    parser.add_argument("--sets", type=_some(SETS), help=f"which public sets: {', '.join(SETS)}")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the public sets lie")
    parser.add_argument(
        "--models", type=_some(tuple(MODELS)), default=list(MODELS), help=f"of {', '.join(MODELS)}"
    )
    parser.add_argument("--folds", type=int, choices=range(1, FOLDS + 1), default=FOLDS)
    parser.add_argument("--threads", type=int, default=1, help="for linear algebra and DKT")
    options = parser.parse_args()
    if options.sets is None:
        options.sets = [] if options.data else list(SETS)
    if options.threads < 1:
        parser.error("--threads must be 1 or more.")
    return options


def _some(known: tuple[str, ...]):  # type: ignore[no-untyped-def]
    """Reads `a,b` where both are known; each once, in the order of `known`."""

    def choice(text: str) -> list[str]:
        asked = [word.strip() for word in text.split(",") if word.strip()]
        if unknown := [word for word in asked if word not in known]:
            raise argparse.ArgumentTypeError(
                f"{', '.join(unknown)} is not known. There are: {', '.join(known)}."
            )
        return [word for word in known if word in asked]

    return choice


if __name__ == "__main__":
    raise SystemExit(main())

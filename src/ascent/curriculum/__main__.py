"""`python -m ascent.curriculum FOLDER...`: print what is wrong with a pack's files.

The first folder is the pack, the others are laid over it. Exit code 1 when there are errors.
`--update-ids` first adds new ids to each ids.lock; `--write-schemas` writes the JSON Schemas.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.loader import load
from ascent.curriculum.lock import update_locks
from ascent.curriculum.schemas import write_schemas


def main(arguments: list[str] | None = None) -> int:
    """Check the files of the packs named on the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ascent.curriculum")
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("curriculum")])
    parser.add_argument("--update-ids", action="store_true", help="add new ids to ids.lock")
    parser.add_argument("--write-schemas", action="store_true", help="write schemas/*.json")
    options = parser.parse_args(arguments)
    # The kinds stand above the curriculum; only this command line looks up to them.
    kinds: tuple[ContentKind, ...] = import_module("ascent.kinds").content_kinds()
    if options.update_ids:
        update_locks(options.folders, kinds)
    if options.write_schemas:
        write_schemas(options.folders[0], kinds)
    pack = load(options.folders, kinds)
    for problem in pack.problems:
        print(problem)
    print(
        f"{len(pack.skills)} skills, {len(pack.activities)} activities: "
        f"{len(pack.errors)} errors, {len(pack.warnings)} warnings."
    )
    return 1 if pack.errors else 0


if __name__ == "__main__":
    sys.exit(main())

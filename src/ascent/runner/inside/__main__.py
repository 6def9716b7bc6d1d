"""The main program of a learner process: `python <this folder> <plan as JSON>`.

Standard input and output carry frames, standard error carries whatever native code
prints. Learner code finds other streams in `sys`, and devices at the descriptors.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path


def _package() -> str:
    """Make this folder importable as a package of its own, without the engine around it."""
    name, folder = "ascent_inside", Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return name


if __name__ == "__main__":
    package = _package()
    start = importlib.import_module(f"{package}.start")
    if sys.argv[1] == "--zygote":
        zygote = importlib.import_module(f"{package}.zygote")
        zygote.serve(int(sys.argv[2]), start.main)
    start.main(json.loads(sys.argv[1]))

# attack: It imports the engine, the checks' library and the web framework.
# stopped-by: The engine is not on the path of the kit's interpreter, nor in its file system.
# ends: wrong
import importlib
import sys

for name in ("ascent", "ascent.testing", "ascent.runner.worker", "django", "checks", "pytest"):
    try:
        importlib.import_module(name)
    except ImportError:
        pass
    else:
        print("GOT", name)
for name in list(sys.modules):
    if name.split(".")[0] == "ascent" or name == "checks":
        print("GOT", name)

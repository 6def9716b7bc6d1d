"""Put Ascent into .venv and start it: the only file that needs nothing but Python.

    python3 scripts/setup.py engine      install the engine
    python3 scripts/setup.py dev         the engine, and what tests and checks need
    python3 scripts/setup.py start ...   install the engine, then `ascent start ...`

Nothing outside this folder changes. A second call does no work unless the
versions that we ask for, the folder's place or its Python have changed.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
WANTED = (3, 11)
# pip says "Collecting django<6 (from ...)" or "Processing /folder/django-5.2-py3-none-any.whl".
FETCHED = r"(?:Collecting |Processing \S*/)([A-Za-z0-9._]+(?:-[A-Za-z_][A-Za-z0-9_]*)*)"
NEWER_NAMES = ["python3.%d" % minor for minor in (14, 13, 12, 11)]


def main(words):
    """Do what the first word says. Returns an exit code."""
    if not words or words[0] not in ("engine", "dev", "start"):
        say(__doc__)
        return 2
    if sys.version_info < WANTED:
        return with_newer_python(words)
    try:
        install("engine", ["--editable", "."])
        if words[0] == "dev":
            install("dev", ["--editable", ".", "--group", "dev"])
    except NotInstalled as reason:
        say("\nAscent could not be installed.\n%s" % reason)
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to go on.")
        return 130
    if words[0] == "start":
        return become_ascent(["start", *words[1:]])
    return 0


class NotInstalled(Exception):
    """The installation cannot go on; the message says why and what to do."""


def with_newer_python(words):
    """This Python is too old. Go on with a newer one when there is one on this machine."""
    for name in NEWER_NAMES:
        path = shutil.which(name)
        if path:
            return subprocess.call([path, os.path.abspath(__file__), *words])
    say(
        "Ascent needs Python 3.11 or newer. This is Python %s (%s).\n"
        "Get a newer one from https://www.python.org/downloads/, then run the same command again."
        % (platform.python_version(), sys.executable)
    )
    return 1


def install(what, arguments):
    """Install the engine or the dev group into .venv, unless its stamp says it is there."""
    stamp = os.path.join(VENV, ".ascent-" + what)
    if os.path.exists(PYTHON) and read(stamp) == wanted_state():
        return
    make_environment()
    if what == "dev":
        # Dependency groups came with pip 25.1; Python 3.11 brings an older pip.
        pip("a newer pip in .venv", ["--upgrade", "pip"])
    names = {"engine": "the engine", "dev": "what tests need"}
    pip(names[what], arguments)
    if what == "engine":
        forget(os.path.join(VENV, ".ascent-dev"))
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted_state())


def wanted_state():
    """What the environment must have been made from: a digest in hexadecimal."""
    import tomllib  # here, so that an older Python still reaches the message above

    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        project = tomllib.load(file)
    parts = [ROOT, os.path.realpath(PYTHON)]
    parts += [repr(project[name]) for name in ("build-system", "project", "dependency-groups")]
    parts.append(read(os.path.join(ROOT, "constraints.txt")))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def make_environment():
    """Make .venv, or make it again when its Python is gone or its folder was moved."""
    if os.path.exists(PYTHON) and environment_works():
        return
    say("Making an environment for Ascent in .venv. Nothing else on this machine changes.")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    if made.returncode:
        raise NotInstalled(
            "Python's venv module said:\n%s\n"
            "On Debian and Ubuntu, `sudo apt install python3-venv` adds what is missing. "
            "Then run the same command again." % indented(made.stdout)
        )


def environment_works():
    """Is the Python in .venv new enough, has it a pip, and does .venv lie where it was made?"""
    asked = subprocess.run(
        [PYTHON, "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return asked.returncode == 0 and VENV in read(os.path.join(BIN, "activate"))


def pip(what, arguments):
    """Run `pip install`, one line per package; on failure raise NotInstalled with what pip said."""
    say("Installing %s. The first time takes a minute or two." % what)
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--constraint", "constraints.txt", *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    lines = []
    packages = 0
    for line in process.stdout:
        lines.append(line.rstrip())
        found = re.match(FETCHED, line)
        if found:
            packages += 1
            progress("  %3d  %s" % (packages, found.group(1).replace("_", "-")))
        elif packages and line.startswith("Installing collected"):
            progress("       unpacking %d packages" % packages)
    progress("", last=True)
    if process.wait():
        raise NotInstalled(
            "pip said:\n%s\n"
            "Without a network the first installation cannot work; later starts need none. "
            "When it is back, run the same command again." % indented("\n".join(lines[-12:]))
        )


def become_ascent(arguments):
    """Become `ascent`, so that Ctrl-C and the exit code are its own."""
    program = os.path.join(BIN, "ascent.exe" if os.name == "nt" else "ascent")
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(program, [program, *arguments])
    return subprocess.call([program, *arguments])


def progress(line, last=False):
    """One line that is written over on a terminal, and a plain line elsewhere."""
    if sys.stdout.isatty():
        sys.stdout.write("\r\033[K" + line)
        sys.stdout.flush()
    elif not last:
        say(line)


def say(text):
    """Print at once, for the programs that this one starts print to the same place."""
    print(text, flush=True)


def indented(text):
    """The text, set off by four spaces."""
    return "\n".join("    " + line for line in text.splitlines())


def read(path):
    """The text of a file, or nothing when there is none."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""


def forget(path):
    """Remove a file if it is there."""
    if os.path.exists(path):
        os.remove(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

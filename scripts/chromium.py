"""The browser that journeys and screens use: find it, or install it where we may.

`python scripts/chromium.py` prints its path. It exits with 1, and says what to
install, when there is no browser and this user may not install packages.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
# No sandbox of its own (test machines run as root), no traffic of its own.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = """\
The journeys need a Chromium or Chrome, and none was found.
  Debian, Ubuntu   sudo apt-get install chromium
  Fedora           sudo dnf install chromium
  Arch             sudo pacman -S chromium
  macOS            brew install --cask chromium
  elsewhere        install Chrome, or set ASCENT_CHROMIUM to the program's path
Then run the same command again."""


def find() -> str | None:
    """The path of a Chromium or Chrome on this machine. `ASCENT_CHROMIUM` goes first."""
    named = os.environ.get("ASCENT_CHROMIUM")
    if named:
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next(filter(None, on_path), None) or next(filter(is_file, PLACES), None)


def is_file(place: str) -> bool:
    """Does this file exist?"""
    return Path(place).is_file()


def install() -> None:
    """Install Chromium with apt-get, as root or by a sudo that asks nothing."""
    prefix = apt_prefix()
    if prefix is None:
        return
    print("Installing Chromium from this system's packages.", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run([*prefix, "apt-get", "-qq", *words], env=quiet, check=False)


def apt_prefix() -> list[str] | None:
    """The words before `apt-get` that make it run as root; None when it may not."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    asked = subprocess.run(["sudo", "-n", "true"], check=False) if shutil.which("sudo") else None
    return ["sudo", "-n"] if asked and asked.returncode == 0 else None


def main() -> int:
    """Find or install; print the path or the way on."""
    if not find():
        install()
    path = find()
    print(path or MISSING)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())

#!/bin/sh
# What "Start Ascent.command" (macOS) and "Start Ascent.desktop" (Linux) run.
# It finds a Python that is new enough, installs what is missing, and serves Ascent.
# The window stays open at the end, so that a message can be read.
cd "$(dirname "$0")/.." || exit 1

# A double click does not read the shell's start-up files: look where Pythons lie.
PATH="$PATH:/opt/homebrew/bin:/usr/local/bin:$HOME/.local/bin"
for version in 3.14 3.13 3.12 3.11; do
    PATH="$PATH:/Library/Frameworks/Python.framework/Versions/$version/bin"
done
export PATH

new_enough() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

status=1
found=no
for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if new_enough "$python"; then
        found=yes
        "$python" scripts/setup.py start "$@"
        status=$?
        break
    fi
done

if [ "$found" = no ]; then
    echo "Ascent needs Python 3.11 or newer, and none was found on this machine."
    echo "Get it from https://www.python.org/downloads/, then double-click this file again."
fi
if [ "$status" -ne 0 ] && [ "$status" -ne 130 ] && [ -t 0 ]; then
    printf "\nPress Enter to close this window. "
    read -r _
fi
exit "$status"

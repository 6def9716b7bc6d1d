# What an attacker has heard of this machine: see bait.py beside the attacks.
import json
import os

with open("bait.json") as file:
    bait = json.load(file)


def attempt(what, act, *arguments):
    """Say whether it works; what comes of it belongs to the attacker."""
    try:
        got = act(*arguments)
    except Exception as error:
        print("refused", what, type(error).__name__)
    else:
        print("GOT", what, str(got)[:200])


def read(path):
    got = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.read(got, 200)
    finally:
        os.close(got)

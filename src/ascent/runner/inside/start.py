"""From a bare interpreter, or a clone of a warm one, to a process that serves isolated."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from typing import Any

from . import frames, host, isolate, system

Serve = Callable[[frames.Channel], None]


def main(plan: dict[str, Any]) -> None:
    """Be a learner process: isolate, serve one job, leave without any clean-up."""
    isolated(plan, lambda channel: host.Host(channel).serve())


def isolated(plan: dict[str, Any], serve: Serve) -> None:
    """Isolate this process as `plan` says, before it knows of any job; then `serve`."""
    channel = frames.take_descriptors()
    if system.linux:
        system.die_with_parent()
        if os.getppid() != plan.get("parent", os.getppid()):
            os._exit(125)
    try:
        facts = _isolate(plan, channel)
    except BaseException:
        channel.send(frames.BROKEN, traceback.format_exc().encode())
        os._exit(125)
    channel.send(frames.READY, json.dumps(facts).encode())
    try:
        serve(channel)
    except frames.Closed:
        os._exit(0)


def _isolate(plan: dict[str, Any], channel: frames.Channel) -> dict[str, Any]:
    if plan["alone"]:
        return isolate.in_place(plan)
    if not plan.get("cloned"):
        child, problem = isolate.clone(
            lambda number: channel.send(frames.INNER, str(number).encode())
        )
        if child:
            isolate.wait_and_exit(child)
        plan = {**plan, "problem": problem}
    if plan["problem"]:
        raise OSError(f"the namespace has no users: {plan['problem']}")
    return isolate.settle(plan, channel.descriptors)

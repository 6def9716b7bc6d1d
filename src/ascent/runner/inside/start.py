"""From a bare interpreter to a learner process that serves."""

from __future__ import annotations

import json
import os
import traceback
from typing import Any

from . import frames, host, isolate, system


def main(plan: dict[str, Any]) -> None:
    """Isolate this process as `plan` says, serve one job, leave without any clean-up."""
    channel = frames.take_descriptors()
    if system.linux:
        system.die_with_parent()
        if os.getppid() != plan.get("parent", os.getppid()):
            os._exit(125)
    try:
        if plan["alone"]:
            facts = isolate.in_place(plan)
        else:
            facts = isolate.in_namespaces(plan, channel.descriptors)
    except BaseException:
        channel.send(frames.BROKEN, traceback.format_exc().encode())
        os._exit(125)
    channel.send(frames.READY, json.dumps(facts).encode())
    try:
        host.Host(channel, plan["output_kb"]).serve()
    except frames.Closed:
        os._exit(0)

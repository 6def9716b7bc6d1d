"""The stream that a browser holds open: Server-Sent Events about what is its person's."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, StreamingHttpResponse

from ascent.ui.live.feed import Event, Feed, Listener, feed

HEARTBEAT = 15.0  # seconds of silence after which a line of comment says that we are still here
SILENCE, END = Event(0, "silence", 0, {}), Event(0, "end", 0, {})


async def stream(request: HttpRequest) -> HttpResponseBase:
    """GET /live/?after=N: everything after event N that happens to the person who asks.

    A browser that reconnects by itself sends `Last-Event-ID` instead. Without either, only
    what happens from now on.
    """
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    person = await request.auser()
    told = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    after = int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None
    response = StreamingHttpResponse(
        lines(feed, int(str(person.pk)), after), content_type="text/event-stream; charset=utf-8"
    )
    response["Cache-Control"] = "no-store, no-transform"
    response["X-Accel-Buffering"] = "no"  # a proxy that collects pages must not collect these
    return response


async def lines(
    feed: Feed, person: int, after: int | None, heartbeat: float = HEARTBEAT
) -> AsyncIterator[bytes]:
    """The text of one stream, until the browser leaves or the server ends it."""
    listener = Listener(person, asyncio.get_running_loop())
    try:
        last = after or 0
        missed = await sync_to_async(_join)(feed, listener, after)
        yield b": here\n\n"
        for event in missed:
            last = max(last, event.number)
            yield written(event)
        while (event := await _next(listener, heartbeat)) is not END:
            if event is SILENCE:
                yield b": still here\n\n"
            elif not event.number or event.number > last:
                last = max(last, event.number)
                yield written(event)
    finally:
        feed.leave(listener)


def written(event: Event) -> bytes:
    """One event as it goes over the line. JSON has no line breaks of its own."""
    told = {"topic": event.topic, "at": event.at, **event.data}
    number = f"id: {event.number}\n" if event.number else ""
    return f"{number}data: {json.dumps(told, separators=(',', ':'))}\n\n".encode()


async def _next(listener: Listener, patience: float) -> Event:
    """The next event, `SILENCE` when nothing happens for a while, or `END`."""
    try:
        return await asyncio.wait_for(listener.waiting.get(), patience) or END
    except TimeoutError:
        return SILENCE


def _join(feed: Feed, listener: Listener, after: int | None) -> list[Event]:
    """Begin to listen; what was missed. The connection is given back at once: a stream lives
    for minutes, and the thread that asked waits all that time."""
    try:
        feed.join(listener)
        return [] if after is None else feed.missed(listener.person, after)
    finally:
        connections.close_all()

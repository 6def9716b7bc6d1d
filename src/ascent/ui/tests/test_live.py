"""The live stream: everybody hears their own, from where they left off, and nothing twice."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from ascent.ui.live import Event, Feed, stream
from ascent.ui.live.feed import MOST_LISTENERS, MOST_WAITING, Listener

ADA, ALAN = 1, 2
PATIENCE = 60.0


class Record:
    """A record in memory; `looks` counts how often it was read."""

    def __init__(self) -> None:
        self.rows: list[Event] = []
        self.now: list[Event] = []
        self.looks = 0
        self.broken = False
        self.looked = threading.Event()

    def add(self, person: int, **data: Any) -> int:
        number = len(self.rows) + 1
        self.rows.append(Event(person, "run", number, data, number))
        return number

    def newest(self) -> int:
        return len(self.rows)

    def after(self, number: int, person: int | None = None) -> Sequence[Event]:
        self.looks += 1
        self.looked.set()
        if self.broken and person is None:
            raise OSError("the disk is away")
        return [e for e in self.rows if e.number > number and person in (None, e.person)]

    def unrecorded(self, person: int) -> Sequence[Event]:
        return [e for e in self.now if e.person == person]


@pytest.fixture
def record() -> Record:
    return Record()


@pytest.fixture
def feed(record: Record) -> Iterator[Feed]:
    feed = Feed(pause=0.01)
    feed.connect(record)
    yield feed
    feed.close()


class Browser:
    """Reads a stream as a browser does."""

    def __init__(self, feed: Feed, person: int = ADA, after: int | None = None) -> None:
        self.lines: AsyncIterator[bytes] = stream.lines(feed, person, after, heartbeat=PATIENCE)

    async def open(self) -> Browser:
        assert await anext(self.lines) == b": here\n\n"
        return self

    async def hears(self) -> dict[str, Any]:
        """The next event, with the id that the browser would come back with."""
        text = (await asyncio.wait_for(anext(self.lines), PATIENCE)).decode()
        fields = dict(line.split(": ", 1) for line in text.strip().split("\n"))
        return {"id": fields.get("id"), **json.loads(fields["data"])}

    async def leaves(self) -> None:
        await self.lines.aclose()


def play(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, PATIENCE))


async def with_database(story: Coroutine[Any, Any, None]) -> None:
    """A story whose requests use the database: their thread gives its connection back."""
    try:
        await story
    finally:
        await sync_to_async(connections.close_all)()


def test_everybody_hears_their_own(feed: Feed, record: Record) -> None:
    async def story() -> None:
        ada, alan = await Browser(feed).open(), await Browser(feed, ALAN).open()
        record.add(ALAN, said="of Alan's")
        record.add(ADA, said="of Ada's")
        feed.wake()
        assert await ada.hears() == {"id": "2", "topic": "run", "at": 2, "said": "of Ada's"}
        assert (await alan.hears())["said"] == "of Alan's"
        feed.publish(Event(ALAN, "try", 1, {"said": "not kept"}))
        record.add(ADA, said="more")
        feed.wake()
        assert (await ada.hears())["said"] == "more"
        assert await alan.hears() == {"id": None, "topic": "try", "at": 1, "said": "not kept"}
        await ada.leaves()
        await alan.leaves()

    play(story())


def test_a_browser_that_comes_back_goes_on_where_it_was(feed: Feed, record: Record) -> None:
    async def story() -> None:
        for n in range(1, 6):
            record.add(ADA, n=n)
        record.add(ALAN, n=0)
        record.now.append(Event(ADA, "try", 1, {"n": 100}))
        back = await Browser(feed, after=3).open()
        assert [(await back.hears())["n"] for _ in range(3)] == [4, 5, 100]
        record.add(ADA, n=6)
        assert (await back.hears())["n"] == 6
        await back.leaves()

    play(story())


def test_without_a_place_to_go_on_from_only_what_comes_is_told(feed: Feed, record: Record) -> None:
    async def story() -> None:
        record.add(ADA, n=1)
        new = await Browser(feed).open()
        record.add(ADA, n=2)
        assert (await new.hears())["n"] == 2
        await new.leaves()

    play(story())


def test_what_happens_while_a_browser_joins_is_told_once(feed: Feed, record: Record) -> None:
    class Busy(Record):
        def after(self, number: int, person: int | None = None) -> Sequence[Event]:
            if person is not None:  # between joining and reading what was missed
                self.add(ADA, n=len(self.rows) + 1)
            return super().after(number, person)

    busy = Busy()
    feed.connect(busy)

    async def story() -> None:
        browser = await Browser(feed, after=0).open()
        first = await browser.hears()
        busy.add(ADA, n=2)
        assert [first["n"], (await browser.hears())["n"]] == [1, 2]
        await browser.leaves()

    play(story())


def test_one_reader_for_all_that_stops_with_the_last(feed: Feed, record: Record) -> None:
    async def story() -> None:
        assert feed._reader is None
        first = await Browser(feed).open()
        reader = feed._reader
        assert reader is not None
        others = [await Browser(feed, person).open() for person in (ALAN, ADA)]
        assert feed._reader is reader
        for tab in (first, *others):
            await tab.leaves()
        await asyncio.to_thread(reader.join, PATIENCE)
        assert not reader.is_alive()
        assert feed._reader is None
        again = await Browser(feed).open()
        record.add(ADA, n=1)
        assert (await again.hears())["n"] == 1
        await again.leaves()

    play(story())


def test_nobody_listens_and_nothing_is_read(feed: Feed, record: Record) -> None:
    feed.publish(Event(ADA, "try", 1, {}))
    feed.wake()
    assert record.looks == 0


def test_what_is_recorded_in_this_process_is_told_at_once(record: Record) -> None:
    slow = Feed(pause=3600.0)
    slow.connect(record)

    async def story() -> None:
        browser = await Browser(slow).open()
        record.add(ADA, n=1)
        slow.wake()
        assert (await browser.hears())["n"] == 1
        await browser.leaves()

    play(story())
    slow.close()


def test_a_slow_browser_is_let_go_and_misses_nothing(feed: Feed, record: Record) -> None:
    async def story() -> None:
        slow = await Browser(feed).open()
        many = MOST_WAITING + 10
        for n in range(1, many + 1):
            feed.publish(Event(ADA, "run", n, {"n": n}, n))
        await asyncio.sleep(0)
        with pytest.raises(StopAsyncIteration):
            await slow.hears()
        for n in range(1, many + 1):
            record.add(ADA, n=n)
        back = await Browser(feed, after=0).open()
        assert [(await back.hears())["n"] for _ in range(many)] == list(range(1, many + 1))
        await back.leaves()

    play(story())


def test_silence_is_broken_by_a_comment(feed: Feed) -> None:
    async def story() -> None:
        quiet = stream.lines(feed, ADA, None, heartbeat=0.001)
        assert [await anext(quiet), await anext(quiet)] == [b": here\n\n", b": still here\n\n"]
        await quiet.aclose()

    play(story())


def test_more_streams_than_anybody_needs_close_the_oldest(feed: Feed) -> None:
    async def story() -> None:
        browsers = [await Browser(feed).open() for _ in range(MOST_LISTENERS + 1)]
        with pytest.raises(StopAsyncIteration):
            await browsers[0].hears()
        feed.publish(Event(ADA, "try", 1, {"n": 1}))
        for browser in browsers[1:]:
            assert (await browser.hears())["n"] == 1
            await browser.leaves()

    play(story())


def test_the_end_of_the_server_ends_the_streams(feed: Feed) -> None:
    async def story() -> None:
        open_ = await Browser(feed).open()
        feed.close()
        late = await Browser(feed).open()
        for browser in (open_, late):
            with pytest.raises(StopAsyncIteration):
                await browser.hears()

    play(story())


def test_a_record_that_cannot_be_read_is_read_again(
    feed: Feed, record: Record, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        browser = await Browser(feed).open()
        record.broken = True
        record.looked.clear()
        await asyncio.to_thread(record.looked.wait, PATIENCE)
        record.broken = False
        record.add(ADA, n=1)
        assert (await browser.hears())["n"] == 1
        await browser.leaves()

    play(story())
    assert "could not read what happens" in caplog.text


def test_a_browser_that_left_while_it_joined_is_not_listed(feed: Feed) -> None:
    async def story() -> None:
        gone = Listener(ADA, asyncio.get_running_loop())
        feed.leave(gone)
        feed.join(gone)
        feed.publish(Event(ADA, "try", 1, {}))
        await asyncio.sleep(0)
        assert gone.waiting.empty()

    play(story())


@pytest.mark.django_db(transaction=True)
def test_the_door_is_shut_to_strangers_and_the_stream_is_no_page(async_client: Any) -> None:
    async def story() -> None:
        answer = await async_client.get("/live/", headers={"accept": "text/event-stream"})
        assert answer.status_code == 401

    play(with_database(story()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("told", ["7", "", "-1", "x", "9" * 30])
def test_a_learner_gets_a_stream_that_no_proxy_keeps(
    async_client: Any, ada: Any, told: str
) -> None:
    async_client.force_login(ada)

    async def story() -> None:
        answer = await async_client.get("/live/", headers={"last-event-id": told})
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("text/event-stream")
        assert "no-store" in answer["Cache-Control"]
        lines = aiter(answer)
        assert await anext(lines) == b": here\n\n"
        await lines.aclose()

    play(with_database(story()))


@pytest.mark.django_db(transaction=True)
def test_the_stream_is_only_read(async_client: Any, ada: Any) -> None:
    async_client.force_login(ada)

    async def story() -> None:
        answer = await async_client.post("/live/")
        assert answer.status_code == 405

    play(with_database(story()))

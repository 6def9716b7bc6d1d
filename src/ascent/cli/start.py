"""`ascent start`: serve Ascent to the browser of this machine."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from ascent.cli.say import Say

if TYPE_CHECKING:
    import socket

    from ascent.web.server import Registry, Running

PORT = 8710


def start(
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            envvar="ASCENT_PORT",
            help=f"The port; 0 takes any free one. Without it: {PORT}, or the next free one.",
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="The loopback address to serve on.")] = "127.0.0.1",
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address; open no browser.")
    ] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Print a fresh address of the server that runs; end.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the address as JSON.")] = False,
) -> None:
    """Serve Ascent on this machine and open it in the browser.

    The address that it prints lets one browser in, once. Only this machine reaches it.
    Ctrl-C ends the server; nothing is lost.

    Examples:

        ascent start

        ascent start --port 9000 --no-browser

        ascent start --link
    """
    say = Say(json)
    from ascent.web import server, startup

    try:
        server.check_host(host)
        home = startup.prepare_home()
        registry = server.Registry()
        if running := registry.running():
            _already(say, running, no_browser=no_browser or link)
        if link:
            say.fail(f"No Ascent runs for {home}. Start it: ascent start")
        sock = _listen(say, host, port)
        here = server.here(host, sock.getsockname()[1])
        os.environ["ASCENT_PORT"] = str(here.port)
        registry.take(here)
        _prepare(say)
    except (server.CannotServe, startup.CannotStart) as error:
        say.fail(str(error))
    _serve(say, registry, here, sock, no_browser)


def _listen(say: Say, host: str, port: int | None) -> socket.socket:
    """A socket on the port that was asked for, or on the usual one or the next free one."""
    from ascent.web import server

    try:
        return server.listen(host, PORT if port is None else port)
    except server.CannotServe as error:
        free = None if port is not None else server.free_port(host, PORT + 1)
        if free is None:
            raise
        say.line(str(error).split(" Port ")[0])
        return server.listen(host, free)


def _prepare(say: Say) -> None:
    """The database and the kit, before anybody is sent to a page."""
    from ascent.cli.add import install
    from ascent.runner import kits
    from ascent.web import startup

    for sentence in startup.prepare(thorough=True):
        say.line(sentence)
    if not kits.is_ready("data"):
        say.line("Your code runs in a kit of packages of its own. It is installed once.")
        install(say, "data")


def _serve(
    say: Say, registry: Registry, here: Running, sock: socket.socket, no_browser: bool
) -> None:
    from ascent import home
    from ascent.accounts import door
    from ascent.web import server

    def ready() -> None:
        url = here.fresh_link()
        say.document({"url": url, "address": here.address, "pid": here.pid})
        say.line("Ascent is ready. Open this address; it lets one browser in, once:")
        say.line(f"\n    {url}\n", style="bold")
        say.line(f"Your work lies in {home.home()}. Ctrl-C ends Ascent.")
        sys.stdout.flush()
        if not no_browser and has_display():
            _open_browser(here)

    server.end_on_terminate()
    try:
        server.serve(sock, ready)
    except KeyboardInterrupt:
        pass
    finally:
        registry.leave()
        door.sweep_leaflets(0)
    say.line("\nAscent has ended. Your work is saved.")


def _already(say: Say, running: Running, *, no_browser: bool) -> NoReturn:
    """A server runs for this home: lead there instead of starting a second one."""
    url = running.fresh_link()
    say.line(f"Ascent already runs on port {running.port}. A fresh address, for one browser, once:")
    say.line(f"\n    {url}\n", style="bold")
    say.document({"url": url, "address": running.address, "pid": running.pid})
    if not no_browser and has_display():
        _open_browser(running, wait=True)
    raise typer.Exit(0)


def has_display() -> bool:
    """Would a browser that is opened here be seen by anybody?"""
    if os.environ.get("SSH_CONNECTION"):
        return False
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_browser(running: Running, *, wait: bool = False) -> None:
    """Open the browser with a token of its own, so that the printed address stays good."""
    import webbrowser

    from ascent.accounts import door

    address = door.leaflet(running.fresh_link()).as_uri()
    opener = threading.Thread(target=webbrowser.open, args=[address], daemon=True)
    opener.start()
    if wait:
        opener.join(timeout=5)

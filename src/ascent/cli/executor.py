"""`ascent executor`: lend this machine to an Ascent that runs elsewhere."""

from __future__ import annotations

import json
import ssl
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ascent.cli.say import USED_WRONGLY, Say

if TYPE_CHECKING:
    from ascent.runner.executors.line import Address
    from ascent.runner.executors.local import LocalExecutor

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
app = typer.Typer(
    help="Lend this machine to an Ascent that runs elsewhere.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def executor() -> None:
    """Lend this machine to an Ascent that runs elsewhere."""


@app.command("serve")
def serve(
    listen: Annotated[
        str, typer.Option(metavar="HOST:PORT", help="Where to listen; unix:/path works too.")
    ] = "127.0.0.1:8711",
    secret_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            envvar="ASCENT_EXECUTOR_SECRET",
            help="A file with the secret that both sides share; only you may read it.",
        ),
    ] = None,
    cpu: Annotated[
        int | None, typer.Option(min=1, help="Tasks of one core at once; without it: every core.")
    ] = None,
    memory_mb: Annotated[
        int | None, typer.Option(min=256, help="Megabytes for all tasks together.")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A TLS certificate with its key, as PEM.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Say the address in JSON.")] = False,
) -> None:
    """Run and grade code for an Ascent on another machine, until Ctrl-C.

    The other side sets ASCENT_EXECUTOR to this address and ASCENT_EXECUTOR_SECRET to a copy
    of the secret file. Other people's code is refused where this machine cannot isolate it.

    Examples:

        ascent executor serve --secret-file ~/ascent/executor.secret

        ascent executor serve --listen 10.0.0.7:8711 --secret-file executor.secret
    """
    say = Say(as_json)
    from ascent.runner.executors import secret
    from ascent.runner.executors import serve as serving

    address = _address(say, listen)
    if secret_file is None:
        say.fail("Name the secret with --secret-file FILE. See: ascent executor serve -h", 2)
    try:
        key = secret.read(secret_file.expanduser())
    except secret.BadSecret as error:
        say.fail(str(error), USED_WRONGLY)
    tls = _tls(say, certificate)
    local = _hands(say, cpu, memory_mb)

    def ready(taken: Address) -> None:
        if as_json:
            typer.echo(json.dumps({"address": str(taken)}))
        say.line(f"This machine takes tasks at {taken}. Ctrl-C ends it.", style="bold")
        if tls is None and not taken.path and taken.host not in LOOPBACK:
            say.line("Nothing is encrypted here: let only a private network or a tunnel reach it.")
        sys.stdout.flush()

    try:
        serving.run(local, key, address, ready, tls=tls)
    except OSError as error:
        say.fail(f"{listen} cannot be listened on: {error.strerror or error}.")
    say.line("\nThe executor has ended.")


def _address(say: Say, text: str) -> Address:
    from ascent.runner.executors.line import Address

    try:
        return Address.of(text)
    except ValueError as error:
        say.fail(str(error), USED_WRONGLY)


def _tls(say: Say, certificate: Path | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_cert_chain(certificate.expanduser())
    except (OSError, ssl.SSLError) as error:
        say.fail(f"The certificate {certificate} cannot be used: {error}.", USED_WRONGLY)
    return context


def _hands(say: Say, cpu: int | None, memory_mb: int | None) -> LocalExecutor:
    """What works on the tasks, with files kept for the next start and kits that are warm."""
    from ascent import home
    from ascent.runner import isolation, kits, warm
    from ascent.runner.executors.blobs import BlobStore
    from ascent.runner.executors.local import LocalExecutor

    ready = [name for name in kits.names() if kits.is_ready(name)]
    if not ready:
        say.fail("No kit is installed here, so nothing can run. Run: ascent add data")
    found = isolation()
    if not found.namespaces:
        say.line("This machine cannot isolate other people's code, and refuses it.")
        say.line(f"What would help: {found.remedy}")
    for name in ready:
        warm(name)
    store = BlobStore(home.home() / "cache" / "executor")
    return LocalExecutor(cpu=cpu, memory_mb=memory_mb, store=store)

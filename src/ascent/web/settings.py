"""Django's settings. Every knob is an environment variable; see docs/operator/settings.md."""

import os
from pathlib import Path

from ascent import clock  # noqa: F401 - reads the machine's time zone before Django sets UTC
from ascent import home as places
from ascent.web.database import database

HOME = places.home()
KINDS = Path(__file__).resolve().parent.parent / "kinds"
DEBUG = False
SECRET_KEY = os.environ.get("ASCENT_SECRET_KEY") or "tests-and-commands-only-" + "x" * 40
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "ascent.ui",
    "ascent.accounts",
    "ascent.learner",
    *[f"ascent.kinds.{folder.parent.name}" for folder in sorted(KINDS.glob("*/apps.py"))],
    "ascent.pages",
]
MIDDLEWARE = [
    "ascent.ui.security.SecurityHeaders",
    "ascent.accounts.gate.SameOrigin",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ascent.accounts.gate.SignedIn",
    "ascent.web.middleware.Preferences",
    "ascent.web.middleware.KindErrors",
]
ROOT_URLCONF = "ascent.web.urls"
ASGI_APPLICATION = "ascent.web.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "ascent.ui.context.ui",
            ],
            "builtins": ["ascent.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": database(os.environ.get("ASCENT_DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"

# Cookies are shared by all ports of a host: the port in the name keeps two servers apart.
_PORT = os.environ.get("ASCENT_PORT", "8710")
SESSION_COOKIE_NAME = f"ascent-{_PORT}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
CSRF_COOKIE_NAME = f"ascent-csrf-{_PORT}"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "ascent.web.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "static/"
STATIC_ROOT = None
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = False

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("ASCENT_LOG", "WARNING")},
}

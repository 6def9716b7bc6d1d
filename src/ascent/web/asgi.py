"""The ASGI application."""

import os

from django.core.asgi import get_asgi_application

from ascent.web.startup import prepare_home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ascent.web.settings")
prepare_home()  # before the settings are read: the secret key lies in the home

application = get_asgi_application()

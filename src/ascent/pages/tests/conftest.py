"""A signed-in browser without a screen, and a loop to be in."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from ascent.accounts.models import Person


@pytest.fixture
def browser(ada: "Person") -> Client:
    """Ada's browser. Every form it sends carries the CSRF token's check switched off."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(ada)
    return client


@pytest.fixture
def on_the_way(browser: Client) -> Client:
    """The same browser after the survey."""
    answers = {"wish": "to guess", "hours": "4", "interest": "predict-from-tables"}
    browser.post("/survey/", answers)
    return browser

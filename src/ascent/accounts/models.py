"""People. On a laptop there is one; class mode adds more without a new table."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models

PREFERENCES: dict[str, Any] = {
    "theme": "auto",
    "keys": True,
    "told_limited": False,
    "retention": 0.82,  # the chance of recall below which a skill is due for review
}


class Person(AbstractUser):
    """Somebody who learns or teaches. `preferences` holds what Settings changes."""

    preferences = models.JSONField(default=dict, blank=True)

    def preference(self, name: str) -> Any:
        """The chosen value of a preference, or its default."""
        return self.preferences.get(name, PREFERENCES[name])

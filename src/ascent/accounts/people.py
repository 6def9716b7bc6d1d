"""Who is here. On a laptop: the one learner, made at the first start."""

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from ascent.accounts.models import Person

SOLO = "learner"


def solo() -> Person:
    """The learner of a single-user Ascent."""
    person, _ = Person.objects.get_or_create(
        username=SOLO, defaults={"password": make_password(None)}
    )
    return person


def several() -> bool:
    """Whether more than one person is known: then what is graded may be a stranger's."""
    return Person.objects.order_by()[:2].count() > 1


class PersonRequest(HttpRequest):
    """The request of somebody who is signed in: the gate lets no other one through to a page."""

    user: Person

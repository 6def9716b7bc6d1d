"""Who is here. On a laptop: the one learner, made at the first start."""

from django.http import HttpRequest

from ascent.accounts.models import Person

SOLO = "learner"


def solo() -> Person:
    """The learner of a single-user Ascent."""
    person, made = Person.objects.get_or_create(username=SOLO)
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


class PersonRequest(HttpRequest):
    """The request of somebody who is signed in: the gate lets no other one through to a page."""

    user: Person

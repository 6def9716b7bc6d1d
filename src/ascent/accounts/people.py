"""Who is here. On a laptop: the one learner, made at the first start."""

from ascent.accounts.models import Person

SOLO = "learner"


def solo() -> Person:
    """The learner of a single-user Ascent."""
    person, made = Person.objects.get_or_create(username=SOLO)
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person

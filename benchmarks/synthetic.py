"""A pack of made-up skills, to see what a large map costs."""

from __future__ import annotations

from pathlib import Path

PER_TOPIC = 10
AREA = "made-up"

PACK = """\
format = 1
id = "made-up"
title = "Made-up skills"
licence = "CC0-1.0"
version = "1"
"""
TOPIC = """
[[topic]]
id = "{topic}"
title = "Made-up topic {number}"
about = "Ten skills that stand in a row."
"""
SKILL = """
[[skill]]
id = "{skill}"
title = "Made-up skill {number}"
topic = "{topic}"
depth = "use"
minutes = 10
about = "You can do the made-up thing number {number}."
needed = [{needed}]
"""
QUESTION = """
[[question]]
id = "q-{skill}"
kind = "numeric"
skills = {{ {skill} = 1.0 }}
difficulty = 0.3
prompt = "Which number does made-up skill {number} carry?"
answer = {number}
tolerance = 0
unit = ""
explanation = "It carries its own number."
mistake = [
  {{ value = {more}, why = "That is the number of the next one." }},
  {{ value = {less}, why = "That is the number of the one before." }},
]
"""


def skill_id(number: int) -> str:
    """`made-up-007`."""
    return f"made-up-{number:03}"


def write_pack(folder: Path, skills: int) -> Path:
    """Write a pack with `skills` skills, each with one question, and return its folder.

    In each topic of ten every skill needs the one before it, and helps none.
    """
    (folder / "map").mkdir(parents=True)
    (folder / "questions" / AREA).mkdir(parents=True)
    (folder / "pack.toml").write_text(PACK)
    about = "Content that exists to be counted."
    (folder / "map" / "areas.toml").write_text(
        f'[[area]]\nid = "{AREA}"\ntitle = "Made up"\nabout = "{about}"\n'
    )
    topics = range((skills + PER_TOPIC - 1) // PER_TOPIC)
    rows = [f'area = "{AREA}"\n', *(topic_text(t, skills) for t in topics)]
    (folder / "map" / f"{AREA}.toml").write_text("".join(rows))
    for t in topics:
        text = "".join(question_text(n) for n in numbers(t, skills))
        (folder / "questions" / AREA / f"{topic_id(t)}.toml").write_text(text)
    (folder / "ids.lock").write_text("".join(f"{line}\n" for line in sorted(ids(skills))))
    return folder


def topic_id(topic: int) -> str:
    """`made-up-topic-3`."""
    return f"made-up-topic-{topic}"


def numbers(topic: int, skills: int) -> range:
    """The numbers of the skills of a topic."""
    return range(topic * PER_TOPIC, min((topic + 1) * PER_TOPIC, skills))


def topic_text(topic: int, skills: int) -> str:
    """The topic and its skills, as the map file has them."""
    text = TOPIC.format(topic=topic_id(topic), number=topic)
    for n in numbers(topic, skills):
        needed = f'"{skill_id(n - 1)}"' if n % PER_TOPIC else ""
        text += SKILL.format(skill=skill_id(n), number=n, topic=topic_id(topic), needed=needed)
    return text


def question_text(number: int) -> str:
    """The question of one skill."""
    return QUESTION.format(skill=skill_id(number), number=number, more=number + 1, less=number - 1)


def ids(skills: int) -> list[str]:
    """The lines of `ids.lock`."""
    topics = {n // PER_TOPIC for n in range(skills)}
    return [
        f"area {AREA}",
        *(f"topic {topic_id(t)}" for t in topics),
        *(f"skill {skill_id(n)}" for n in range(skills)),
        *(f"question q-{skill_id(n)}" for n in range(skills)),
    ]

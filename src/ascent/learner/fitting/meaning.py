"""What each shared number of the rating model stands for, in a line for people. Pure."""

from __future__ import annotations

COLUMNS = {
    "ability": "how well you answer in general, as a rating that every answer moves",
    "skill ability": "the same for the skills that the activity is about",
    "difficulty": "how hard the activity is: the author's word, or what answers have shown",
    "right so far": "how many answers were right, in all",
    "wrong so far": "how many answers were wrong, in all",
    "right on the skill": "how many answers about these skills were right",
    "wrong on the skill": "how many answers about these skills were wrong",
    "right on this question": "how often this very activity was passed before",
    "wrong on this question": "how often this very activity was failed before",
    "lately on the skill": "the last few answers about these skills",
    "longer on the skill": "the last ten or so answers about these skills",
    "lately": "the last few answers, whatever they were about",
    "longer": "the last twenty or so answers, whatever they were about",
    "last on the skill": "whether the newest answer about these skills was right",
    "answers since the skill": "how many answers ago these skills came up",
    "new skill": "whether these skills come up for the first time",
    "hours since the skill": "how long ago these skills came up",
    "streak": "how many answers in a row went the same way",
    "difficulty after a good run": "whether a hard activity hurts less after a good run",
}
SITUATIONS = {
    "skills before": "what usually follows the skills asked before, and how that went",
    "skills two before": "the same for the skills asked two answers ago",
    "question before": "what usually follows the activity before, and how that went",
    "pattern on the skill": "what usually follows the last three results on these skills",
    "pattern and question": "the same for this very activity",
    "other skills before": "what usually follows the last skills that were others",
    "pause": "what usually follows a pause of this length",
}
NUMBERS = {
    "intercept": "where every chance starts",
    "step": "how far an answer moves the general rating",
    "fade": "how fast such moves get smaller",
    "skill_step": "how far an answer moves the rating of a skill",
    "skill_fade": "how fast such moves get smaller",
    "item_step": "how far an answer moves a difficulty while tables of answers are fitted",
    "item_fade": "how fast such moves get smaller",
}


def of(name: str) -> str:
    """The line for a column or a number; its own name when nobody has written one."""
    return (COLUMNS | SITUATIONS | NUMBERS).get(name) or name.replace("_", " ")

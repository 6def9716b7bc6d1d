"""Content files, read into typed, checked, indexed packs. No Django, no knowledge of any kind."""

from ascent.curriculum.activity import Activity
from ascent.curriculum.cache import PackCache
from ascent.curriculum.kinds import ContentKind
from ascent.curriculum.loader import load
from ascent.curriculum.pack import Pack
from ascent.curriculum.problems import RULES, Problem

__all__ = ["RULES", "Activity", "ContentKind", "Pack", "PackCache", "Problem", "load"]

"""What is served: complete, from here, with its licences."""

import json
import re
from pathlib import Path

import pytest

UI = Path(__file__).parent.parent
STATIC = UI / "static" / "ascent"
VENDOR = STATIC / "vendor"
FRONTEND = Path(__file__).parents[4] / "frontend"
OURS = sorted(
    path
    for path in STATIC.rglob("*")
    if path.suffix in {".css", ".js"} and VENDOR not in path.parents and path.name != "editor.js"
)
SOURCES = sorted((FRONTEND / "editor").glob("*.js")) if FRONTEND.exists() else []


def references(text: str) -> list[str]:
    """Files that a style sheet or a module of ours asks for."""
    return re.findall(r"url\(\"([^\"]+)\"\)", text) + re.findall(r"from \"(\./[^\"]+)\"", text)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_everything_a_file_asks_for_is_there(path):
    for reference in references(path.read_text(encoding="utf-8")):
        assert (path.parent / reference).is_file(), reference


@pytest.mark.parametrize("path", OURS + SOURCES, ids=lambda path: path.name)
def test_nothing_of_ours_asks_for_anything_outside(path):
    text = path.read_text(encoding="utf-8")
    outside = re.findall(
        r"(?:https?:)?//[\w.-]+\.\w{2,}", re.sub(r"^\s*//.*$", "", text, flags=re.M)
    )
    assert outside == []


def test_templates_ask_for_files_that_exist():
    asked = set()
    for template in (UI / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        asked |= set(re.findall(r"{% static ['\"]ascent/([^'\"]+)['\"] %}", text))
    assert {"tokens.css", "ascent.js", "vendor/htmx.min.js"} <= asked
    assert [name for name in sorted(asked) if not (STATIC / name).is_file()] == []


@pytest.mark.parametrize(
    "template", sorted((UI / "templates").rglob("*.html")), ids=lambda p: p.name
)
def test_no_template_needs_what_the_policy_refuses(template):
    text = re.sub(r"{%.*?%}", "", template.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son\w+=\"", text)
    assert not re.search(r"<style", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert 'nonce="{{ request.csp_nonce }}"' in script
        assert "src=" in script


def test_every_vendored_package_has_its_version_and_licence():
    page = (VENDOR / "LICENSES.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| \[([^\]]+)\]\([^)]+\) \| ([\d.]+) \| (\S+) \| \[text\]\(([^)]+)\)", page, re.M
    )
    packages = {name for name, *_ in rows}
    assert {
        "htmx.org",
        "lucide-static",
        "@codemirror/view",
        "@fontsource-variable/inter",
    } <= packages
    for _, _, licence, text in rows:
        assert licence in {"MIT", "ISC", "0BSD", "OFL-1.1"}
        assert (VENDOR / text).stat().st_size > 300


@pytest.mark.skipif(not FRONTEND.exists(), reason="an installed Ascent has no frontend folder")
def test_vendored_versions_are_those_of_the_lock_file():
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    page = (VENDOR / "LICENSES.md").read_text(encoding="utf-8")
    for name, version in re.findall(r"^\| \[([^\]]+)\]\([^)]+\) \| ([\d.]+)", page, re.M):
        assert lock[f"node_modules/{name}"]["version"] == version


def test_htmx_is_of_the_pinned_major_version():
    assert re.search(r'version:"2\.\d+\.\d+"', (VENDOR / "htmx.min.js").read_text(encoding="utf-8"))

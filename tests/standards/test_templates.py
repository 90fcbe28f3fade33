"""Templates hold no script, no style, no handler, and every part asked for exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
# The one file people take away on a stick carries its script and style inside, with their hashes.
OFFLINE = "exports"
FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", re.IGNORECASE),
    "inline style": re.compile(r"<style|\sstyle=", re.IGNORECASE),
    "handler": re.compile(r"\son[a-z]+=|hx-on", re.IGNORECASE),
    "unescaped text": re.compile(r"\|\s*safe\b|autoescape off"),
    "literal colour": re.compile(r"#[0-9a-fA-F]{6}\b"),
}
ASKED = re.compile(r"[\"']([\w/]+\.html)#([\w-]+)[\"']")
DEFINED = re.compile(r"{%\s*partialdef\s+([\w-]+)")


def pages() -> list[Path]:
    """Return each template but the files to take away."""
    return [path for path in sorted(TEMPLATES.rglob("*.html")) if OFFLINE not in path.parts]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_hold_nothing_the_policy_forbids(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in pages()
        for match in FORBIDDEN[what].finditer(path.read_text())
    ]

    assert found == []


def test_every_part_asked_for_is_defined() -> None:
    code = [path for package in ("ecosystem", "workshops") for path in (ROOT / package).rglob("*.py")]
    asked = {match.groups() for path in [*code, *pages()] for match in ASKED.finditer(path.read_text())}
    missing = [
        f"{name}#{part}"
        for name, part in asked
        if not (TEMPLATES / name).exists() or part not in DEFINED.findall((TEMPLATES / name).read_text())
    ]

    assert missing == []


def test_every_sentence_can_be_translated() -> None:
    """Text between tags stands in a translation tag; names, numbers, signs and keys may stand alone."""
    django = re.compile(
        r"{%\s*block\s+\w+_class\s*%}.*?{%\s*endblock\s*%}"
        r"|{%\s*(blocktranslate|comment)\b.*?{%\s*end\1\s*%}|{%.*?%}|{{.*?}}|{#.*?#}",
        re.DOTALL,
    )
    html = re.compile(r"<!--.*?-->|<(svg|kbd)\b.*?</\1>|<[^>]*>", re.DOTALL)
    found = {}
    for path in pages():
        text = html.sub(" ", django.sub(" ", path.read_text()))
        words = re.findall(r"[A-Za-z]{3,}", re.sub(r"&\w+;", " ", text))
        if words:
            found[str(path.relative_to(ROOT))] = words[:6]

    assert found == {}

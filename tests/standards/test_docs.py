"""What the documents say is so."""

import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text()


def test_the_readme_lists_each_variable_the_settings_read() -> None:
    code = (ROOT / "ecosystem" / "settings.py").read_text()
    read = set(re.findall(r"environment\.\w+\(\s*\"(\w+)\"", code))
    listed = {
        name
        for row in re.findall(r"^\| (`.*?`) \|", README, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }

    assert read == listed - {"SECRET_KEY_FILE"}


def test_each_command_of_the_readme_exists() -> None:
    named = set(re.findall(r"manage\.py (\w+)", README))

    assert named <= set(get_commands())


def test_each_link_of_the_readme_leads_somewhere() -> None:
    for target in re.findall(r"\]\(((?!http)[^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_changelog_knows_the_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert version

    assert f"## {version.group(1)}" in (ROOT / "CHANGELOG.md").read_text()

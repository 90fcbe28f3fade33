"""The tests themselves: all collected, none skipped in silence, no hidden counts."""

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent


def test_every_test_file_tests_something() -> None:
    empty = [
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("test_*.py")
        if not re.search(r"^(async )?def test_|^    def test_", path.read_text(), re.MULTILINE)
    ]

    assert empty == []


def test_no_test_is_switched_off() -> None:
    switched = re.compile(r"@pytest\.mark\.(skip|xfail)\b(?!if)")

    assert [
        str(path)
        for path in TESTS.rglob("test_*.py")
        if switched.search(path.read_text()) and path.name != "test_tests.py"
    ] == []


def test_query_counts_are_compared_in_a_with_block() -> None:
    bare = re.compile(r"^\s*(self\.)?assertNumQueries\(", re.MULTILINE)

    assert [
        str(path)
        for path in TESTS.rglob("test_*.py")
        if bare.search(path.read_text()) and path.name != "test_tests.py"
    ] == []

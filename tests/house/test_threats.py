"""The page of threats names tests that exist, for each row that it must have."""

import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = REPOSITORY / "docs" / "explanation" / "threats-and-their-tests.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROWS = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "16", "19", "20", "24", "25",
        "27"}  # fmt: skip


def missing(text: str) -> list[str]:
    """Return the tests named in a text that are not there."""
    return [
        f"{file}::{test}"
        for file, test in NAMED.findall(text)
        if not (REPOSITORY / file).is_file() or f"def {test}(" not in (REPOSITORY / file).read_text()
    ]


def test_every_test_that_the_page_names_exists():
    assert missing(PAGE.read_text()) == []
    assert missing("`tests/access/test_matrix.py::test_that_nobody_wrote`") != []


def test_every_row_has_a_test():
    rows = re.split(r"^## ", PAGE.read_text(), flags=re.M)[1:]

    assert {row.split(".", 1)[0] for row in rows} == ROWS
    assert [row.splitlines()[0] for row in rows if not NAMED.search(row)] == []

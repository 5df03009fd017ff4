"""What the tests of several commands share."""

import pytest


@pytest.fixture
def table(tmp_path):
    """Write a text where a command may read it, and return the file."""

    def written(text):
        file = tmp_path / "input.csv"
        file.write_text(text, "utf-8")
        return file

    return written

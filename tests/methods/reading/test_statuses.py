"""Status words."""

import pytest

from tideturn.methods.reading.statuses import find_pause, split_status


@pytest.mark.parametrize(
    ("text", "written", "value", "rest"),
    [
        ("Underway", "Underway", "under_way", ""),
        ("In progress: see below", "In progress", "under_way", "see below"),
        ("Complete Report is out", "Complete", "complete", "Report is out"),
        ("In early development", "In early development", "in_early_development", ""),
        ("For consideration", "For consideration", "under_consideration", ""),
        ("Not yet started", "Not yet started", "not_started", ""),
        ("Superseded by the river plan", None, None, "Superseded by the river plan"),
        ("Paused. Ice.", "Paused", "paused", "Ice."),
        ("Boats are complete", None, None, "Boats are complete"),
    ],
)
def test_split_status(text, written, value, rest):
    status, left = split_status(text)

    assert (status.as_written, status.value, left) == (written, value, rest)


def test_find_pause_in_a_note():
    assert find_pause("NB this work has been paused.").value == "paused"


def test_find_pause_finds_none():
    assert find_pause("We never pause.").value is None

"""Marks of wording: the same for the same words in another form, another for other words."""

import pytest

from tideturn.methods.reading.commitments import Commitment
from tideturn.methods.reading.fingerprint import fingerprint


def mark(text, **more):
    return fingerprint(Commitment(kind="action", text=text, lines=(1,), **more))


@pytest.mark.parametrize(
    "same",
    ["Lend the boats, please", "LEND  the “boats” – please!", "lend the boats please.", "Lend the\u00a0boats, please"],
)
def test_fingerprint_passes_over_case_quotes_dashes_and_spaces(same):
    assert mark(same) == mark("Lend the boats, please")


@pytest.mark.parametrize(
    "other",
    [
        "Lend the boat, please",
        "Lend the не boats, please",
        "Lend the £ boats, please",
        "Lend the boats, please 2",
        "Lend these boats, please",
        "the Lend boats, please",
    ],
)
def test_fingerprint_sees_every_word_changed_or_slipped_in(other):
    assert mark(other) != mark("Lend the boats, please")


def test_fingerprint_sees_what_moves_from_one_part_to_another():
    assert mark("Lend the boats", response="Yes") != mark("Lend the boats Yes")
    assert mark("Lend the boats", number="1") != mark("Lend the boats", number="2")

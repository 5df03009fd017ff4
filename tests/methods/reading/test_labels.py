"""Actions with labels of who, when and how much below them."""

import pytest

from tideturn.methods.reading.document import Block
from tideturn.methods.reading.labels import _MOST_BLOCKS, fields_of, with_labels

BELOW = """Objective 1: boats

Action 1.1: Mend every boat on the quay.
Lead: Norland Health
Partners: HRP; Rope Yard
Timescale: by May 2031
Resources: £2,000 per annum

Action 1.2: Dry the sheds.
Lead: DBs
Status: In progress

We will report each year."""
BESIDE = "Quays\n\n- Dry boats. Lead: HRP. Partners: DBs; Rope Yard. Timescale: May 2031 – June 2032. Budget: £2,000."
HEADED = "# Plan\n\n## Pledge 3: Dry boats\n\nWe will mend every boat.\n\nIt is time.\n\n**Lead:** HRP **When:** 2031\n"


@pytest.mark.parametrize("layout", ["fallback", "key-actions"])
def test_an_action_has_what_its_labels_say(read, layout):
    first, second, promise = read(BELOW, layout=layout)["commitments"]

    assert (first["number"], first["text"]) == ("1.1", "Mend every boat on the quay.")
    assert ([one["name"] for one in first["owners"]], first["others"]) == (
        ["Norland Health"],
        ["Harbour and River Police", "Rope Yard"],
    )
    assert (first["timescale"]["due"], first["money"][0]["amount"], first["money"][0]["per"]) == (
        "2031-05-31",
        2000,
        "year",
    )
    assert first["source"]["lines"] == [[3, 7]]
    assert (second["number"], second["status"]["value"]) == ("1.2", "under_way")
    assert promise["text"] == "We will report each year."


def test_labels_may_stand_behind_the_words_of_their_action(read):
    (one,) = read(BESIDE, layout="fallback")["commitments"]

    assert (one["text"], one["owners"][0]["name"], one["others"]) == (
        "Dry boats.",
        "Harbour and River Police",
        ["District Boards", "Rope Yard"],
    )
    assert (one["timescale"]["start"], one["timescale"]["due"]) == ("2031-05-01", "2032-06-30")


def test_a_numbered_heading_is_the_title_of_the_action_below_it(read):
    (one,) = read(HEADED, layout="fallback")["commitments"]

    assert (one["number"], one["title"]) == ("3", "Dry boats")
    assert one["text"] == "We will mend every boat. It is time."


@pytest.mark.parametrize("text", ["We asked the Lead: nobody knew", "A plan of the quay", "Boats: mended"])
def test_fields_of_takes_no_word_for_a_label(text):
    assert fields_of(text) == (text, [])


def test_a_date_at_the_head_of_a_page_makes_no_action(read):
    assert read("The Plan\n\nFor all quays\n\nDate: 5 May 2031\n\nIce is cold.")["commitments"] == []


def test_labels_are_looked_for_only_so_far_and_what_stands_beyond_is_kept():
    action, labels = (
        Block("paragraph", "Mend boats.", 1, 1),
        [Block("paragraph", "Lead: HRP", at, at) for at in range(2, 102)],
    )

    first, *rest = with_labels([action, *labels])

    assert (first.kind, first.first, first.last) == ("row", 1, 1 + _MOST_BLOCKS)
    assert rest[-1].last == 101
    assert sum(block.last - block.first + 1 for block in (first, *rest)) == 101

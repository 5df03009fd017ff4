"""Lists below the words that begin each of their items, and lists of things that end a sentence."""

import pytest

from tideturn.methods.reading.lists import leaves_open, with_leads


@pytest.mark.parametrize("layout", ["fallback", "key-actions"])
def test_each_item_has_who_and_when_of_the_words_above_its_list(read, layout):
    text = (
        "Boats\n\nBy May 2031, Norland Health will:\n\n- mend every boat\n- count the kits by June 2030\n\nIce is cold."
    )

    reading = read(text, layout=layout)

    assert [one["text"] for one in reading["commitments"]] == ["mend every boat", "count the kits by June 2030"]
    assert [one["owners"][0]["name"] for one in reading["commitments"]] == ["Norland Health"] * 2
    assert [one["deadlines"][0]["due"] for one in reading["commitments"]] == ["2031-05-31", "2030-06-30"]
    assert reading["commitments"][1]["source"]["lines"] == [[3, 3], [6, 6]]


def test_things_listed_below_a_sentence_belong_to_it(read):
    text = "Boats\n\nNorland Health should publish each year:\n\n- the number of boats\n- how they were mended"

    (one,) = read(text)["commitments"]

    assert one["text"] == "Norland Health should publish each year: • the number of boats • how they were mended"
    assert one["source"]["lines"] == [[3, 6]]


def test_deeds_listed_below_a_sentence_stand_by_themselves(read):
    text = "Boats\n\nNorland Health should help more people:\n\n- open a door at night\n- lend every kit"

    assert [one["text"] for one in read(text)["commitments"]][1:] == ["open a door at night", "lend every kit"]


@pytest.mark.parametrize(
    ("words", "is_open"),
    [
        ("We will:", True),
        ("We will also, over the next three years:", True),
        ("The board agreed the following actions:", True),
        ("Ministers are asked to:", True),
        ("The board will mend:", False),
        ("They told us:", False),
        ("We will", False),
    ],
)
def test_leaves_open(document, words, is_open):
    (block,) = document(words).blocks

    assert leaves_open(block) == is_open


def test_with_leads_keeps_every_block_that_no_list_follows(document):
    blocks = document("Boats\n\nWe will:\n\nIce is cold.").blocks

    assert tuple(with_leads(blocks)) == blocks

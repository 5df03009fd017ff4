"""Phrases in what people typed: the longest wins, nothing is lost, and a hostile text costs little."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.methods.wording.folding import words_of
from tideturn.methods.wording.phrasebook import LETTERS_LOOKED_AT, WORDS_LOOKED_AT, Phrasebook

LISTED = [
    ("needle exchange", "equipment"),
    ("exchange", "swap"),
    ("heroin", "opioids"),
    ("methadone", "opioids"),
    ("methadone", "substitution"),
    ("detox", "detox"),
    ("for my son", "families"),
    ("jag", "equipment"),
    ("jag", "injection"),
    ("house", "housing"),
]
book = Phrasebook.of(LISTED, exact=[("smackhead", "opioids"), ("herion", "opioids")])
typed = st.lists(
    st.sampled_from(["needle", "exchange", "heroin", "jag", "for", "my", "son", "detox", "x", "Dùn", "mehtadone"]),
    max_size=12,
).map(" ".join)


def found(text):
    return [(hit.keys, hit.words) for hit in book.read(text).hits]


def test_read_gives_what_the_words_stand_for_and_what_is_left():
    reading = book.read("Heroin detox, Dundee tonight!")

    assert [hit.keys for hit in reading.hits] == [("opioids",), ("detox",)]
    assert reading.left == "Dundee tonight"


def test_longest_phrase_wins_wherever_it_stands():
    assert found("NEEDLES exchange") == [(("equipment",), "NEEDLES exchange")]
    assert found("exchange needle exchange") == [(("swap",), "exchange"), (("equipment",), "needle exchange")]


def test_phrase_with_two_meanings_gives_both():
    assert found("a jag") == [(("equipment", "injection"), "jag")]
    assert found("mehtadone") == [(("opioids", "substitution"), "mehtadone")]


@pytest.mark.parametrize("text", ["herroin", "heorin", "heroine", "metadone", "for my sons", "neddle exchange"])
def test_slips_are_mended(text):
    assert found(text)


@pytest.mark.parametrize("text", ["mouse", "hero1n", "jog", "son", "hero", "smackheap", "heridn", "pheroine", ""])
def test_what_is_another_word_is_left(text):
    assert found(text) == []


def test_exact_phrases_are_matched_as_they_are_listed():
    assert found("smackheads") == [(("opioids",), "smackheads")]


def test_at_most_narrows_what_is_mended():
    narrow = Phrasebook.of([("kilmarnock", 1)], at_most=1)

    assert narrow.read("kilmarnok").hits
    assert not narrow.read("kilmanok").hits
    assert Phrasebook.of([("kilmarnock", 1)]).read("kilmanok").hits


@given(typed)
def test_every_word_is_taken_once_or_left(text):
    reading = book.read(text)
    places = [place for hit in reading.hits for place in range(hit.start, hit.end)]

    assert places == sorted(set(places))
    assert len(places) + len(reading.left.split()) == len(words_of(text))


@settings(max_examples=40)
@given(typed, st.randoms())
def test_reading_does_not_depend_on_the_order_of_listing(text, random):
    shuffled = random.sample(LISTED, len(LISTED))
    other = Phrasebook.of(shuffled, exact=[("herion", "opioids"), ("smackhead", "opioids")])

    assert [(set(hit.keys), hit.words) for hit in other.read(text).hits] == [
        (set(hit.keys), hit.words) for hit in book.read(text).hits
    ]


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    assert len(book.read(text).hits) <= WORDS_LOOKED_AT


HOSTILE = ["x" * 100_000, "mehtadonne herrion " * 2_000, "for my " * 5_000, "\u0300" * 50_000, f"{'a' * 29}b " * 500]


@pytest.mark.parametrize("text", HOSTILE, ids=["one word", "slips", "beginnings", "accents", "long words"])
def test_hostile_text_costs_little(text):
    started = time.process_time()

    reading = book.read(text)

    assert time.process_time() - started < 0.5
    assert len(reading.left) <= LETTERS_LOOKED_AT
    assert all(hit.end <= WORDS_LOOKED_AT for hit in reading.hits)

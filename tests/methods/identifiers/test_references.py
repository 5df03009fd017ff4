"""References: every single error and every swap is found; what people type is read as meant."""

import secrets
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.identifiers import references
from tideturn.methods.identifiers.references import ALPHABET, PrefixInvalid

BODIES = st.text(ALPHABET, min_size=7, max_size=7)


def made(body):
    characters = iter(body)
    return references.make("NFO", lambda alphabet: next(characters))


def test_make_gives_prefix_and_two_groups_of_four():
    reference = references.make("NFO", secrets.choice)

    assert references.PREFIX.match(reference)
    assert [len(part) for part in reference.split("-")] == [3, 4, 4]
    assert references.check(reference)


def test_make_draws_from_an_alphabet_without_look_alikes_and_words():
    assert len(set(ALPHABET)) == len(ALPHABET) == 29
    assert not set(ALPHABET) & set("AEIOULS")


@pytest.mark.parametrize("prefix", ["", "N", "NF", "nfo", "NF0", "NFOX", "N-F"])
def test_make_refuses_a_prefix_that_runs_into_the_rest(prefix):
    with pytest.raises(PrefixInvalid, match="capital letters"):
        references.make(prefix, secrets.choice)


def test_check_finds_every_single_wrong_character():
    for _ in range(200):
        body = references.make("NFO", secrets.choice)[4:].replace("-", "")
        wrong = [
            body[:place] + other + body[place + 1 :] for place in range(8) for other in ALPHABET if other != body[place]
        ]
        assert len(wrong) == 8 * 28
        assert not any(references.check(f"NFO{text}") for text in wrong)


def test_check_finds_every_two_characters_that_changed_places():
    """Whether a swap is found depends on its two places and two characters alone: all of them are tried."""
    for one, other in combinations(range(8), 2):
        for first in ALPHABET:
            for second in ALPHABET:
                if first == second:
                    continue
                body = with_check(one, other, first, second)
                swapped = list(body)
                swapped[one], swapped[other] = swapped[other], swapped[one]
                assert not body or not references.check("NFO" + "".join(swapped)), (one, other, first, second)


def with_check(one, other, first, second):
    """Return a valid body with two given characters in two given places; the check character is one that fits."""
    free = next(place for place in range(7) if place not in (one, other))
    for filling in ALPHABET:
        body = ["2"] * 7
        body[one] = first
        if other < 7:
            body[other] = second
        body[free] = filling
        whole = made(body)[4:].replace("-", "")
        if whole[other] == second:
            return whole
    return ""


def test_alphabet_of_another_length_would_let_swaps_through():
    """The planted fault: 28 characters are no prime number, and the same check misses errors."""
    shorter = ALPHABET[:28]
    missed = [
        (first, second)
        for first in shorter
        for second in shorter
        if first != second
        and references.mod_37_2.checksum(f"{first}0", shorter) == references.mod_37_2.checksum(f"{second}0", shorter)
    ]

    assert missed


@given(BODIES)
def test_normalise_leaves_a_reference_as_it_is(body):
    assert references.normalise(made(body)) == made(body)


@pytest.mark.parametrize(
    "typed",
    [
        "NFO-7K3M-Q2X",
        "NFO-7K3M-Q2XDD",
        "7K3M-Q2XD",
        "",
        "NFO",
        "NFO-7K3M-Q2XA",
        "N?O-7K3M-Q2XD",
        "NFO-7K3M-Q2X٣",
        "x" * 10_000,
    ],
)
def test_normalise_gives_nothing_for_what_is_no_reference(typed):
    assert references.normalise(typed) is None
    assert not references.check(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "nfo-701m-125d",
        "NFO 701M 125D",
        "nfo701m125d",
        " NFO–701M–125D\n",
        "NFO-7OIM-L25D",
        "nf0-7olm-i2sd",
        "NFO_701M.125D",
    ],
)
def test_normalise_reads_what_people_type_as_meant(typed):
    assert references.normalise(typed) == "NFO-701M-125D"


def test_check_refuses_a_reference_whose_check_character_does_not_fit():
    reference = made("7K3MQ2X")

    assert references.check(reference)
    assert sum(references.check(reference[:-1] + character) for character in ALPHABET) == 1

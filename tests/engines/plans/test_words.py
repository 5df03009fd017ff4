"""The words of a pack and the words of the register are the same words."""

import pytest

from tideturn.engines.plans import words
from tideturn.packs.schema import document, link, plan

PAIRS = [
    (plan.Nature, words.Nature),
    (plan.State, words.State),
    (plan.Kind, words.Kind),
    (plan.Status, words.Status),
    (plan.AcceptanceValue, words.AcceptanceValue),
    (plan.Basis, words.Basis),
    (plan.Bound, words.Bound),
    (document.Precision, words.Precision),
    (link.Relation, words.Relation),
    (link.Confidence, words.Confidence),
    (link.LinkKind, words.LinkKind),
    (link.Origin, words.LinkOrigin),
]


@pytest.mark.parametrize(("of_pack", "of_register"), PAIRS, ids=lambda value: value.__name__)
def test_words_of_pack_and_register_are_the_same(of_pack, of_register):
    assert {word.value for word in of_pack} == set(of_register.values)


def test_a_word_in_one_place_only_would_be_seen():
    assert {word.value for word in plan.Status} != set(words.AcceptanceValue.values)

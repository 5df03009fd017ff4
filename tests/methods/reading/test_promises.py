"""Which sentences promise."""

import pytest

from tideturn.methods.reading.promises import as_passage, find_promises, promise_rule


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("We will mend boats.", "future"),
        ("Guidance will be written.", "future"),
        ("Norland is committed to boats.", "commitment"),
        ("The Minister committed to an extra boat.", "commitment"),
        ("Quay Watch intends to look.", "intention"),
        ("It is due to report.", "intention"),
        ("The Bill includes a proposal to end ice.", "intention"),
        ("We are developing a shed.", "work"),
        ("Work is underway to dry boats.", "work"),
        ("This is being actively explored.", "work"),
        ("A team has been established to watch boats.", "work"),
        ("Norland invested £5 million.", "money"),
    ],
)
def test_promise_rule_finds(sentence, rule):
    assert promise_rule(sentence) == rule


@pytest.mark.parametrize(
    "sentence",
    ["Boats are old.", "As you will know, boats leak.", "Will boats leak?", "It will take time.", "The ice was thick."],
)
def test_promise_rule_finds_none(sentence):
    assert promise_rule(sentence) is None


def test_promise_rule_takes_an_ask_only_in_an_answer():
    sentence = "Harbour Partnerships should talk to boards."

    assert promise_rule(sentence) is None
    assert promise_rule(sentence, in_answer=True) == "ask"


def test_find_promises_gives_the_sentence_and_its_lines():
    (promise,) = find_promises([as_passage("Boats leak. We will mend them. Ice is cold.", [4])])

    assert (promise.text, promise.lines) == ("We will mend them.", (4,))

"""Signals in words."""

from dataclasses import replace

import pytest

from tideturn.methods.detection.explaining.sentences import number, sentences_of
from tideturn.methods.detection.outcome import Status


def judged(signal, **changes):
    *before, last = signal.weeks
    return (*before, replace(last, **changes))


def test_sentences_of_a_signal_say_all_that_is_known(signal):
    assert sentences_of(signal) == (
        "Ambulance naloxone, Northmoor: 14 administrations were counted in the week of 17 April 2023.",
        "About 5.2 were expected; anything from 2 to 9 would be no surprise.",
        "14 is above 9: a signal is suggested. It asks a person to look; it is not confirmed, and names no cause.",
        "If nothing had changed, a count at least as high would come in about one week in 250.",
        "The counts have been rising by about 8% a year; the expected count takes that in.",
        "The variance of the past weeks is about 1.6 times what chance alone would give.",
        "The week is compared with 92 weeks, from the week of 4 January 2021 to the week of 10 October 2022.",
        "One of them was unusually high and counts for less: the week of 11 October 2021, with 30 counted and a weight"
        " of 0.06.",
        "One earlier week has no data, and is left out.",
        "Method: farrington-flexible, with years back: 5; limit: nb-plugin.",
    )


def test_sentences_of_a_missing_week_never_say_zero(signal):
    missing = replace(
        signal,
        weeks=judged(signal, observed=None),
        alarm=None,
        pvalue=None,
        status=Status.NO_DATA,
        reason="The count of the week is not in yet.",
    )

    sentences = sentences_of(missing)

    assert sentences[0].startswith(
        "Ambulance naloxone, Northmoor: there is no data for the week of 17 April 2023. That is not a count of zero"
    )
    assert "The count of the week is not in yet." in sentences
    assert not any("signal is suggested" in sentence or "0 administrations" in sentence for sentence in sentences)


def test_sentences_of_no_signal_do_not_promise_that_all_is_well(signal):
    sentences = sentences_of(replace(signal, alarm=False, weeks=judged(signal, observed=6), pvalue=0.42))

    assert "No signal is suggested. That does not show that nothing is wrong." in sentences
    assert "If nothing had changed, a count at least as high would come in about 42 weeks in 100." in sentences


def test_sentences_of_a_method_that_says_little_are_few(signal):
    little = replace(
        signal,
        method="ears-c1",
        weeks=judged(signal.latest(1), expected=None, upper=None),
        lower=None,
        pvalue=None,
        phi=None,
        trend_a_year=None,
        parameters=(),
    )

    assert sentences_of(little)[1:] == (
        "No expected count can be given.",
        "A signal is suggested. It asks a person to look; it is not confirmed, and names no cause.",
        "Method: ears-c1.",
    )


def test_sentences_of_a_status_give_its_reason(signal):
    low = replace(signal, alarm=False, status=Status.LOW_COUNTS, reason="Fewer than 5 events in 4 weeks")

    assert "Fewer than 5 events in 4 weeks." in sentences_of(low)


@pytest.mark.parametrize(
    ("trend", "words"),
    [(0.002, "close to level"), (-0.12, "falling by about 12% a year"), (0.3, "rising by about 30%")],
)
def test_sentences_give_the_trend_a_year(signal, trend, words):
    assert any(words in sentence for sentence in sentences_of(replace(signal, trend_a_year=trend)))


@pytest.mark.parametrize(("value", "text"), [(5.0, "5"), (5.24, "5.2"), (0.123, "0.12"), (1234.5, "1,234"), (0.0, "0")])
def test_number_is_written_as_it_is_read_best(value, text):
    assert number(value) == text

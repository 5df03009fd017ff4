"""From week to week: one event, one signal."""

from dataclasses import replace

import numpy as np
import pytest

from tests.methods.detection.combining.land import FIRST_PLACE, LAGS, LAND, pvalues_of, scores_of_land
from tideturn.methods.detection.combining.evidence import Evidence, combine_indicators
from tideturn.methods.detection.combining.following import Watching, follow_signals
from tideturn.methods.detection.combining.looks import Look
from tideturn.methods.detection.combining.signals import Stage
from tideturn.methods.detection.errors import ParametersInvalid

WEEKS = 12


def evidence_of(**courses):
    """Return evidence of 0.6 everywhere but in the areas and weeks named: Place_4={3: 1e-6, 4: 0.01}."""
    pvalue = np.full((LAND.size, WEEKS), 0.6)
    for name, course in courses.items():
        for week, value in course.items():
            pvalue[LAND.names.index(name.replace("_", " ")), week] = value
    best = np.where(np.isnan(pvalue), -1, 0)
    return Evidence(LAND, (Look((0, 1), (1, 1)),), pvalue, pvalue.copy(), best)


def lives(signals):
    return [
        [(moment.week, moment.stage.value, LAND.names[moment.area]) for moment in signal.moments] for signal in signals
    ]


def stages(signal):
    return [moment.stage.value for moment in signal.moments]


def test_follow_signals_opens_keeps_and_ends():
    signals = follow_signals(evidence_of(Place_4={3: 1e-6, 4: 1e-5, 5: 0.04}))

    assert lives(signals) == [
        [(3, "opened", "Place 4"), (4, "continues", "Place 4"), (5, "continues", "Place 4"),
         (6, "quiet", "Place 4"), (7, "ended", "Place 4")],
    ]  # fmt: skip
    assert signals[0].indicators == (0, 1)


def test_follow_signals_does_not_end_over_one_quiet_week():
    (signal,) = follow_signals(evidence_of(Place_4={3: 1e-6, 5: 1e-6, 7: 1e-6}))

    assert stages(signal)[:5] == ["opened", "quiet", "continues", "quiet", "continues"]


def test_follow_signals_takes_a_week_without_data_neither_for_quiet_nor_for_loud():
    none = float("nan")

    (signal,) = follow_signals(evidence_of(Place_4={3: 1e-6, 4: none, 5: none, 6: none}))

    assert stages(signal) == ["opened", "no_data", "no_data", "no_data", "quiet", "ended"]


def test_follow_signals_of_a_week_without_data_would_end_were_it_quiet():
    """The negative control of the one before."""
    (signal,) = follow_signals(evidence_of(Place_4={3: 1e-6, 4: 0.6, 5: 0.6, 6: 0.6}))

    assert stages(signal) == ["opened", "quiet", "ended"]


def test_follow_signals_moves_when_an_event_turns_out_wider():
    signals = follow_signals(evidence_of(Place_4={3: 1e-6, 4: 1e-6}, Place_5={4: 1e-5}, Board_1={4: 1e-9, 5: 1e-9}))

    assert lives(signals)[0][:3] == [(3, "opened", "Place 4"), (4, "moved", "Board 1"), (5, "continues", "Board 1")]
    assert len(signals) == 1
    assert [moment.week for moment in signals[0].asking] == [3, 4]


def test_follow_signals_asks_for_no_look_where_a_signal_was_before():
    to_and_fro = evidence_of(Place_4={3: 1e-6, 5: 1e-6}, Board_1={4: 1e-6, 6: 1e-6})

    (signal,) = follow_signals(to_and_fro)

    assert stages(signal)[:4] == ["opened", "moved", "continues", "continues"]
    assert [LAND.names[moment.area] for moment in signal.moments[:4]] == ["Place 4", "Board 1", "Place 4", "Board 1"]


def test_follow_signals_merges_what_turns_out_to_be_one():
    signals = follow_signals(
        evidence_of(
            Place_4={3: 1e-6}, Place_0={3: 1e-5},
            Land={4: 1e-9}, Board_0={4: 1e-6}, Board_1={4: 1e-6}, Board_2={4: 1e-6},
        )
    )  # fmt: skip

    assert [life[1] for life in lives(signals)] == [(4, "moved", "Land"), (4, "merged", "Place 0")]


def test_follow_signals_keeps_events_in_different_boards_apart():
    signals = follow_signals(evidence_of(Place_0={3: 1e-6, 4: 1e-6}, Place_11={4: 1e-6}))

    assert [(signal.number, signal.opened, LAND.names[signal.area]) for signal in signals] == [
        (1, 3, "Place 0"), (2, 4, "Place 11"),
    ]  # fmt: skip


def test_follow_signals_opens_anew_after_the_end():
    signals = follow_signals(evidence_of(Place_4={1: 1e-6, 8: 1e-6}))

    assert [signal.opened for signal in signals] == [1, 8]


def test_follow_signals_begins_where_it_is_told():
    assert follow_signals(evidence_of(Place_4={1: 1e-6}), first=2) == ()


def test_follow_signals_of_no_data_at_all_is_none():
    evidence = evidence_of(**{name.replace(" ", "_"): dict.fromkeys(range(WEEKS), np.nan) for name in LAND.names})

    assert follow_signals(evidence) == ()


def test_follow_signals_never_rewrites_what_it_said():
    chance = np.random.default_rng(12)
    pvalue = chance.uniform(size=(LAND.size, 80)) ** 2
    pvalue[chance.random(pvalue.shape) < 0.05] = np.nan
    best = np.where(np.isnan(pvalue), -1, 0)
    looks = (Look((0,), (1,)),)
    whole = follow_signals(Evidence(LAND, looks, pvalue, pvalue.copy(), best))

    for end in (20, 41, 79):
        shorter = follow_signals(
            Evidence(LAND, looks, pvalue[:, :end].copy(), pvalue[:, :end].copy(), best[:, :end].copy())
        )
        known = tuple(
            replace(signal, moments=tuple(moment for moment in signal.moments if moment.week < end))
            for signal in whole
            if signal.opened < end
        )
        assert repr(shorter) == repr(known)
    assert any(moment.stage is Stage.MERGED for signal in whole for moment in signal.moments)


def planted(struck, chance, *, weeks=160, start=120, length=6, size=2.5):
    shift = np.zeros((12, len(LAGS), weeks))
    for indicator, lag in enumerate(LAGS):
        shift[struck, indicator, start + lag : start + lag + length] = size
    pvalues = pvalues_of(scores_of_land(chance, weeks=weeks, shared=0.1, shift=shift))
    evidence = combine_indicators(pvalues, pvalues, tree=LAND, lags=LAGS)
    return follow_signals(evidence, watching=Watching(level=0.02), first=start - 4)


@pytest.mark.parametrize(
    ("struck", "area"),
    [([4], FIRST_PLACE + 4), ([3, 4, 5], 2), (list(range(12)), 0)],
    ids=["one place", "a whole board", "the whole land"],
)
def test_follow_signals_of_a_planted_event_gives_one_signal_in_its_area(struck, area):
    """Three indicators, late by none, one and two weeks, in one area and all that hold it or lie within: one signal."""
    chance = np.random.default_rng(30)
    runs = [planted(struck, chance) for _ in range(12)]

    in_lineage = [
        [
            signal
            for signal in signals
            if LAND.steps_between(signal.moments[0].area, area) is not None and signal.opened < 132
        ]
        for signals in runs
    ]
    assert all(len(signals) >= 1 for signals in in_lineage)
    assert np.mean([len(signals) for signals in in_lineage]) < 1.3
    assert np.mean([any(moment.area == area for moment in signals[0].moments) for signals in in_lineage]) > 0.8


@pytest.mark.parametrize("wrong", [{"level": 0.0}, {"level": 1.0}, {"lingering": 0.0}, {"quiet_weeks": 0}])
def test_watching_refuses_what_cannot_be_meant(wrong):
    with pytest.raises(ParametersInvalid):
        Watching(**wrong)

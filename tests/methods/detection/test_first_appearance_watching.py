"""Watching records in date order: what is flagged, when, and how often by chance."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.first_appearance.errors import RecordsOutOfOrder
from tideturn.methods.detection.first_appearance.watching import Record, Watcher, WatchRule, watch

DAY = date(2015, 1, 1)
RULE = WatchRule(history_items=500)


def steady(seed, items, planted=None, categories=60):
    """Records in which every category keeps its rate, with `planted` categories put into the items they name."""
    rates = 0.6 / np.arange(1, categories + 1)
    drawn = np.random.default_rng(seed).random((items, categories), dtype=np.float32) < rates
    for item in range(1, items + 1):
        found = {f"steady {place}" for place in np.flatnonzero(drawn[item - 1])}
        found |= {name for name, places in (planted or {}).items() if item in places}
        yield Record(DAY + timedelta(days=item // 3), frozenset(found))


def test_watch_flags_what_appears_by_its_third_record():
    planted = {"at once": {2500, 2540}, "slowly": {2500, 2800, 3100}, "a return": {700, 3000, 3040}}

    flags = {flag.category: flag for flag in watch(steady(1, 3200, planted), RULE) if flag.category in planted}

    assert {name: flag.record for name, flag in flags.items()} == {"at once": 2, "slowly": 3, "a return": 3}
    assert flags["at once"].sentence == (
        "Second record of at once: all 2 lie within the latest 41 of 2,540 items."
        " By chance that happens 1.6% of the time."
    )
    assert flags["a return"].close == 2
    assert "the latest 2 lie within the latest 41" in flags["a return"].sentence


def test_watch_lets_a_rare_category_pass():
    planted = {"a rare medicine": {900, 1900, 2900}}

    flags = [flag for flag in watch(steady(2, 3200, planted), RULE) if flag.category in planted]

    assert flags == []


@pytest.mark.parametrize("budget", [1.0, 3.0])
def test_watch_keeps_the_budget_where_nothing_changes(budget):
    rule, streams, years = WatchRule(false_flags_a_year=budget, history_items=1095), 3, 4
    seeds = range(streams)

    flags = sum(1 for seed in seeds for _ in watch(steady(seed, (years + 1) * 1095, categories=1500), rule))

    expected = budget * streams * years
    assert 0.3 * expected < flags < expected + 2 * expected**0.5


def test_watch_notices_when_the_rule_does_not_hold():
    """The negative control of the one above: with times that are not exchangeable the flags go over the budget."""
    crowded = {f"new {name}": {1200 + 40 * name, 1203 + 40 * name} for name in range(40)}

    flags = sum(1 for _ in watch(steady(0, 3285, crowded), WatchRule(false_flags_a_year=1.0, history_items=1095)))

    assert flags > 10


def test_watcher_flags_a_category_once():
    planted = {"new": {2500, 2510, 2520, 2530}}

    flags = [flag for flag in watch(steady(1, 3200, planted), RULE) if flag.category == "new"]

    assert len(flags) == 1


def test_watcher_says_nothing_while_it_learns():
    assert not list(watch(steady(3, 500), RULE))


def test_watcher_takes_a_forgotten_category_for_new():
    planted = {"back again": {600, 610, 2800, 2810}}

    looks = [
        flag.item
        for flag in watch(steady(4, 3000, planted), replace(RULE, memory_items=1000, ceiling=0.2))
        if flag.category == "back again"
    ]

    assert looks == [610, 2810]


def test_watcher_flags_a_first_record_where_new_names_are_rare():
    fixed = (Record(DAY + timedelta(days=item), frozenset({"a", "b"})) for item in range(3000))
    watcher = Watcher(RULE)
    for record in fixed:
        watcher.read(record)

    (look,) = watcher.read(Record(DAY + timedelta(days=3000), frozenset({"a", "new"})))

    assert look.is_flagged
    assert look.sentence == "First record of new: it was in none of the 3,000 items before."


def test_watcher_refuses_records_out_of_order():
    watcher = Watcher(RULE)
    watcher.read(Record(DAY, frozenset()))

    with pytest.raises(RecordsOutOfOrder, match="sort them by date first"):
        watcher.read(Record(DAY - timedelta(days=1), frozenset()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"false_flags_a_year": 0},
        {"ceiling": 1},
        {"last_look": 1},
        {"history_items": 0},
        {"memory_items": 10},
        {"items_a_year": 0},
    ],
)
def test_watch_rule_refuses_what_cannot_be_followed(wrong):
    with pytest.raises(ParametersInvalid):
        WatchRule(**wrong)

"""Web, workers and database are killed while agencies send: nothing acknowledged is lost and nothing stands twice.

The short form of `bench/kill_campaign.py`; each of its checks is seen to find a fault planted on purpose.
"""

import dataclasses
from collections.abc import Callable

import pytest

from tests.faults.rig import campaign
from tests.faults.rig.campaign import Orders
from tests.faults.rig.cluster import Country
from tests.faults.rig.standing import DATABASE, WEB

SEED = 20261126


def test_kill_campaign_loses_nothing_and_doubles_nothing(country: Country, say: Callable[[str], None]):
    outcome = campaign.run(country, Orders(seed=SEED, kills=12, acknowledged=5000))

    say(outcome.words())
    assert outcome.findings == []
    assert sum(outcome.kills.values()) >= 10
    assert outcome.acknowledged >= 5000
    assert outcome.stored == outcome.acknowledged
    assert outcome.clocks_raised > 0
    assert outcome.letters > 0


BASE = Orders(seed=SEED, kills=3, acknowledged=80, pause=(0.7, 1.5), chance_of_point=0.0, at_most=180, quiet_within=5)
# The planted fault, what the campaign is like, and what the checks say of it.
FAULTS = {
    "the unique key is dropped": (
        "no-key",
        {"kills": 0, "twins": 1.0, "before": "alter table pathways_receipt drop constraint one_receipt_a_key"},
        "reports that stand twice under one key",
    ),
    "the answer comes before the commit": ("early-answer", {"targets": (WEB,), "kills": 4}, "LOST"),
    "the outbox is written after the commit": (
        "late-outbox",
        {"targets": (WEB,), "kills": 4},
        "notices to a person without a message",
    ),
    "clocks hang on a timetable": (
        "timetable",
        {"targets": (DATABASE,), "kills": 3},
        "clocks that are due and were not raised",
    ),
    # A kill keeps what the kernel holds; what is lost here had not left the database's own memory, ten seconds of it.
    "the database says committed before it is": (
        "not-durable",
        {
            "targets": (DATABASE,),
            "kills": 2,
            "pause": (4.0, 5.0),
            "database": {"synchronous_commit": "off", "wal_writer_delay": "10s", "wal_writer_flush_after": "1GB"},
        },
        "LOST",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_kill_campaign_finds_a_planted_fault(country: Country, say: Callable[[str], None], fault: str):
    plant, changes, found = FAULTS[fault]
    orders = dataclasses.replace(BASE, settings={"RIG_PLANT": plant}, **changes)

    outcome = campaign.run(country, orders)

    say(f"{fault}: {'; '.join(f'{finding.count} {finding.what}' for finding in outcome.findings)}")
    assert any(found in finding.what for finding in outcome.findings), outcome.words()

"""Web, workers and database are killed while agencies send: nothing acknowledged is lost and nothing stands twice.

The short form of `bench/kill_campaign.py`; each of its checks is seen to find a fault planted on purpose.
"""

import dataclasses

import pytest

from tests.faults.rig import campaign
from tests.faults.rig.campaign import Orders
from tests.faults.rig.cluster import Country
from tests.faults.rig.standing import DATABASE, WEB, WORKERS

SEED = 20261126


def test_kill_campaign_loses_nothing_and_doubles_nothing(country: Country, capsys: pytest.CaptureFixture[str]):
    outcome = campaign.run(country, Orders(seed=SEED, kills=12, acknowledged=5000))

    with capsys.disabled():
        print(f"\n{outcome.words()}")
    assert outcome.findings == []
    assert sum(outcome.kills.values()) >= 10
    assert outcome.acknowledged >= 5000
    assert outcome.stored == outcome.acknowledged
    assert outcome.clocks_raised > 0
    assert outcome.letters > 0

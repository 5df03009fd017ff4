"""A short run of the campaign of bad inputs; the long one is `python -m bench.bad_inputs`."""

import logging
from pathlib import Path

import pytest

from bench.bad_input import campaign, controls, setting
from tideturn.interfaces.website import floods

CASES, SEED = 1_000, 4


@pytest.fixture
def doors(db, monkeypatch: pytest.MonkeyPatch, repository: Path, tmp_path: Path, settings):
    """Every door that reports come by, in the invented country; what they quieten speaks again afterwards."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    monkeypatch.setattr(floods, "AT_MOST", floods.AT_MOST)
    settings.STORAGES = dict(settings.STORAGES)
    quiet = [logging.getLogger(name) for name in ("django.request", "tideturn")]
    levels = [logger.level for logger in quiet]
    yield setting.doors(setting.prepare(), tmp_path)
    for logger, level in zip(quiet, levels, strict=True):
        logger.setLevel(level)


def test_bad_inputs_break_no_door_and_leave_nothing_behind(doors) -> None:
    tallies = campaign.run(doors, cases=CASES, seed=SEED)

    for tally in tallies:
        assert tally.is_clean, tally
        assert tally.statuses[422] > tally.cases / 4, f"{tally.door} hardly refuses: the cases are too honest"


def test_planted_faults_are_seen(doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controls, "CASES", 60)

    assert len(controls.seen(doors, seed=SEED)) == 4

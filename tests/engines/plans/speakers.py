"""Agencies that speak for bodies of the invented country, and people of theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils.timezone import localdate as today

from tests.foundations.conftest import SET_UP, Place, make_place, quick_passwords
from tideturn.engines.plans import queries
from tideturn.engines.plans.actions.voicing import let_speak
from tideturn.engines.plans.saying import Said
from tideturn.foundations.access.acting import Actor, acting

__all__ = ["country_of_speakers", "make_place", "quick_passwords", "speakers"]
GOVERNMENT, AUDITORS, NORTHMARK = "government-of-estmark", "estmark-audit-office", "northmark-partnership"
ANSWER = "answer-2023"


@dataclass(frozen=True)
class Speakers:
    """Who speaks for the government, who publishes for the country, who judges, and who answers for an area."""

    government: Place
    national: Place
    auditors: Place
    north: Place
    editor: Actor
    colleague: Actor
    own_publisher: Actor
    publisher: Actor
    reviewer: Actor
    lead: Actor
    stranger: Actor


@pytest.fixture
def country_of_speakers(monkeypatch: pytest.MonkeyPatch, repository) -> None:
    """The words and places are those of the invented country."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))


@pytest.fixture
def speakers(make_place: Callable[..., Place], country_of_speakers: None) -> Speakers:
    """Four agencies and their people."""
    places = {
        "government": make_place("Estmark government", kind="government"),
        "national": make_place("National", kind="national"),
        "auditors": make_place("Estmark auditors", kind="audit"),
        "north": make_place("Northmark partnership", "EM-A01", kind="partnership"),
    }
    elsewhere = make_place("Elsewhere", "EM-A03", kind="government")
    for place, body, may_judge in (
        ("government", GOVERNMENT, False), ("auditors", AUDITORS, True), ("north", NORTHMARK, False),
    ):  # fmt: skip
        with acting(SET_UP):
            let_speak(agency=places[place].agency, organisation_id=body, may_judge=may_judge, by=SET_UP)
    return Speakers(
        **places,
        editor=places["government"].actor("Eda Editor", "plan-editor"),
        colleague=places["government"].actor("Col League", "plan-editor"),
        own_publisher=places["government"].actor("Own Publisher", "plan-publisher"),
        publisher=places["national"].actor("Pia Publisher", "plan-publisher"),
        reviewer=places["auditors"].actor("Rae Reviewer", "plan-reviewer"),
        lead=places["north"].actor("Lea Lead", "area-lead"),
        stranger=elsewhere.actor("Sid Stranger", "plan-editor"),
    )


def commitment(local_id: str = "EA-01", plan_id: str = ANSWER) -> Any:
    """Return a commitment of the invented country as it stands today."""
    return queries.commitment(plan_id, local_id, today())


def said(**changes: Any) -> Said:
    """Return something said today."""
    return Said(**{"stated_on": today(), "status": "under_way", "note": "Two areas have theirs (invented).", **changes})

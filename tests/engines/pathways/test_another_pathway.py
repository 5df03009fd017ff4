"""A pathway of a country's own is walked by the engine from its file alone: nothing of it stands in the code."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tideturn.engines.pathways import raising
from tideturn.engines.pathways.actions.opening import Opening, open_case
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Clock, Notice
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import acting, system_actor

COLD = "cold-night-return"


@pytest.fixture
def lead(duty_lead):
    """The duty lead of Northmark, who acts for the purpose of the other pathway."""
    return replace(duty_lead, purpose=COLD)


@pytest.fixture
def found(northmark):
    """Somebody found outside, seven hours ago."""
    received_at = database_now() - timedelta(hours=7)
    with acting(system_actor("intake")) as intake:
        return open_case(opening=Opening(COLD, northmark.team, received_at, data={"national_queue": False}), by=intake)


def running(case) -> dict[str, str]:
    with acting(system_actor("clocks")):
        return dict(Clock.objects.filter(case=case).values_list("clock", "status"))


def test_pathway_of_a_country_is_walked_from_start_to_end(found, lead, write):
    assert running(found) == {"before-dark": "running"}

    write(lead, found, Kind.MOVED, move="come-in")
    assert running(found) == {"before-dark": "stopped", "bed-before-dark": "running"}

    write(lead, found, Kind.MOVED, move="ask-for-bed", answers={"dog": "yes", "stairs": "few"})
    write(lead, found, Kind.MOVED, move="bed-given")
    assert {clock for clock, status in running(found).items() if status == "running"} == {"bed-kept"}

    ending = {"outcome": "shelter-bed", "reason": "warm", "answers": {"nights": 3}}
    state = write(lead, found, Kind.MOVED, move="settle", **ending)

    assert (state.stage, state.outcome) == ("settled", "shelter-bed")
    assert "running" not in running(found).values()


def test_its_clocks_run_out_and_are_raised_to_those_it_names(found, lead, northmark):
    with acting(system_actor("clocks")):
        Clock.objects.update(due_at=database_now() - timedelta(minutes=1))

    assert raising.raise_due() == 1
    with acting(system_actor("clocks")):
        raised = Notice.objects.filter(case=found, kind="clock-raised")
        assert {(one.to_user_id, one.to_team_id) for one in raised} >= {(None, northmark.team.pk), (lead.user_id, None)}


def test_moves_of_the_other_pathway_are_none_of_its(found, lead, write):
    with pytest.raises(NotAllowedNow):
        write(lead, found, Kind.MOVED, move="bring-to-review")

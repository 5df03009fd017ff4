"""What the measures count: each overdose once, what was withdrawn or did not fit never, and only what one may see."""

from datetime import timedelta

import pytest

from tests.foundations.conftest import SET_UP
from tideturn.engines.pathways.actions.joining import join_cases
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.measures import ALL, Figure, figures
from tideturn.engines.pathways.models import Case, Entry
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.packs.schema.pathway import Measure

pytestmark = pytest.mark.django_db
SPOKE = {"channel": "phone", "result": "spoke"}


@pytest.fixture
def measured(pathway):
    """A function that returns a figure as somebody reads it."""

    def measured(by, measure, area=ALL, days=30) -> Figure:
        now = database_now()
        with acting(by):
            found = figures(pathway, since=now - timedelta(days=days), until=now + timedelta(days=1), now=now)
        return next((one for one in found if (one.measure.id, one.area) == (measure, area)), None)

    return measured


@pytest.fixture
def place_case(make_case):
    """A function that opens a case in an area."""

    def place_case(area="EM-A01", **data):
        case = make_case(**data)
        with acting(SET_UP):
            Case.objects.filter(pk=case.pk).update(area=area)
        return case

    return place_case


def test_counts_are_told_for_each_area_and_for_all(place_case, worker, measured):
    place_case(), place_case(), place_case("EM-A02")

    assert measured(worker, "received").count == 3
    assert measured(worker, "received", "EM-A01").count == 2
    assert measured(worker, "received", "EM-A02").count == 1


def test_area_in_which_nothing_came_in_has_no_figure_rather_than_none(place_case, worker, measured):
    place_case()

    assert measured(worker, "received", "EM-A03") is None


def test_only_what_came_in_between_the_two_moments_counts(place_case, worker, measured):
    place_case()
    place_case(hours_ago=24 * 40)

    assert measured(worker, "received").count == 1
    assert measured(worker, "received", days=60).count == 2


def test_time_to_contact_counts_those_who_still_wait(place_case, worker, write, measured):
    first, _waits = place_case(), place_case()
    write(worker, first, Kind.CONTACT_LOGGED, **SPOKE)
    waiting = measured(worker, "time-to-contact").waiting

    assert (waiting.began, waiting.ended, waiting.still_waiting, waiting.overdue) == (2, 1, 1, 0)
    assert (waiting.within_limit, waiting.judged) == (1, 1)
    assert waiting.longest_still >= timedelta(hours=3)


def test_attempt_without_an_answer_is_no_contact(place_case, worker, write, measured):
    write(worker, place_case(), Kind.CONTACT_LOGGED, channel="phone", result="no-answer")

    assert measured(worker, "time-to-first-attempt").waiting.ended == 1
    assert measured(worker, "time-to-contact").waiting.ended == 0


def test_joined_cases_count_once_and_wait_from_the_earlier_report(place_case, duty_lead, write, measured):
    earlier, later = place_case(hours_ago=5), place_case(hours_ago=2)
    write(duty_lead, earlier, Kind.CONTACT_LOGGED, **SPOKE)
    with acting(duty_lead):
        join_cases(source_id=earlier.id, target_id=later.id, reason="One event (invented)", by=duty_lead)

    assert measured(duty_lead, "received").count == 1
    waiting = measured(duty_lead, "time-to-contact").waiting
    assert (waiting.began, waiting.ended, waiting.judged) == (1, 1, 1)
    assert timedelta(hours=5) <= waiting.median < timedelta(hours=6)


def test_withdrawn_contact_never_was(place_case, worker, write, measured):
    case = place_case()
    write(worker, case, Kind.CONTACT_LOGGED, **SPOKE)
    with acting(worker):
        [entry] = Entry.objects.filter(case=case, kind="contact-logged")
    write(worker, case, Kind.WITHDRAWN, entry=entry.id, reason="The wrong person (invented)")

    assert measured(worker, "time-to-contact").waiting.ended == 0


def test_move_that_was_set_aside_does_not_count(place_case, worker, write, measured, pathway):
    case = place_case()
    now = database_now()
    with acting(SET_UP):
        Entry.objects.create(case=case, kind="moved", at=now, recorded_at=now, data={"move": "accept"})
    measure = Measure.model_validate(
        {"id": "engaged", "title": "Engaged", "kind": "count", "from": {"on": "stage", "id": "engaged"}}
    )
    with acting(worker):
        found = figures(
            pathway.model_copy(update={"measures": (measure,)}),
            since=now - timedelta(days=1),
            until=now + timedelta(days=1),
            now=now,
        )

    assert {one.count for one in found} == {0}


def test_outcomes_are_those_of_closed_cases(place_case, duty_lead, write, measured):
    closed, _open = place_case(), place_case()
    write(
        duty_lead,
        closed,
        Kind.MOVED,
        move="close-without-contact",
        outcome="already-supported",
        reason="support-in-place",
        answers={"closing-note": "None (invented)"},
    )
    figure = measured(duty_lead, "outcomes")

    assert (figure.count, figure.outcomes) == (1, (("already-supported", 1),))


def test_cases_one_may_not_see_change_no_figure(place_case, make_case, southmark, worker, measured):
    place_case()
    before = [measured(worker, measure) for measure in ("received", "outcomes")]
    make_case(southmark)

    assert [measured(worker, measure) for measure in ("received", "outcomes")] == before


def test_part_of_the_product_that_measures_counts_every_area(place_case, make_case, southmark, write, worker, measured):
    write(worker, place_case(), Kind.CONTACT_LOGGED, **SPOKE)
    make_case(southmark)
    counter = system_actor("measures")

    assert measured(counter, "received").count == 2
    assert measured(counter, "time-to-contact").waiting.ended == 1
    with acting(counter):
        assert Case.objects.update(area="EM-A03") == 0

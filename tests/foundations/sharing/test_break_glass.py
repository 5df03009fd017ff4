"""The emergency opening: no path round the reason, the limit, the notice and the review."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from tests.foundations.conftest import SET_UP
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.sharing import actions, queries
from tideturn.foundations.sharing.errors import (
    NobodyToReview,
    OpenedTooOften,
    OpeningUnknown,
    ReasonTooShort,
    ReviewOverdue,
    SubjectUnknown,
)
from tideturn.foundations.sharing.models import BreakGlass, Subject

pytestmark = pytest.mark.django_db
REASON = "Found unconscious, nobody answers"


@pytest.fixture
def bo(south):
    """An outreach worker of South."""
    return south.actor("Bo")


@pytest.fixture
def lead(south):
    """South's Caldicott lead."""
    return south.actor("Cal", "caldicott-lead", in_team=False)


def opened(actor, subject, reason=REASON):
    with acting(actor):
        return actions.break_glass(subject_id=subject.pk, reason=reason, by=actor)


def age(hours):
    """Let every opening have begun so many hours earlier, as no actor could."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table sharing_breakglass no force row level security")
        cursor.execute(
            "update sharing_breakglass set began_at = began_at - %s, ends_at = ends_at - %s",
            [timedelta(hours=hours)] * 2,
        )
        cursor.execute("alter table sharing_breakglass force row level security")


def test_break_glass_opens_one_case_for_one_person_for_a_while(south, bo, lead, subject, ground_of):
    other = south.actor("Di")
    opening = opened(bo, subject)

    assert ground_of(bo) == "break-glass"
    assert ground_of(other) is None
    assert [user.pk for user in opening.leads] == [lead.user_id]
    assert timedelta(minutes=59) < opening.ends_at - timezone.now() <= timedelta(minutes=60)
    with acting(bo):
        assert queries.ground(subject.pk).ends_at == opening.ends_at
        assert Subject.objects.count() == 1


def test_break_glass_opens_it_in_spite_of_an_objection_or_another_purpose(bo, lead, subject, person, ground_of):
    with acting(SET_UP.__class__(None, None, "system: intake", system="intake")) as intake:
        actions.record_wish(person=person, stance="objects", by=intake)
    opened(bo, subject)

    assert ground_of(bo.for_purpose("emergency")) == "break-glass"


def test_break_glass_ends_by_itself(bo, lead, subject, ground_of, settings):
    settings.BREAK_GLASS_MINUTES = 5
    opened(bo, subject)
    assert ground_of(bo) == "break-glass"

    age(hours=0.1)
    assert ground_of(bo) is None


def test_break_glass_is_refused_without_the_right_or_a_reason(south, bo, lead, subject):
    with pytest.raises(PermissionMissing):
        opened(lead, subject)
    with pytest.raises(ReasonTooShort):
        opened(bo, subject, "urgent      \n\n  !")
    with acting(bo), pytest.raises(SubjectUnknown):
        actions.break_glass(subject_id=uuid.uuid4(), reason=REASON, by=bo)


def test_break_glass_is_refused_where_nobody_could_review_it(bo, subject):
    with pytest.raises(NobodyToReview):
        opened(bo, subject)


def test_break_glass_is_refused_the_fourth_time_within_a_day(bo, lead, subject):
    for _ in range(3):
        opened(bo, subject)
    with pytest.raises(OpenedTooOften):
        opened(bo, subject)

    age(hours=25)
    assert opened(bo, subject)


def test_break_glass_is_refused_until_an_old_one_is_reviewed(bo, lead, subject):
    opening = opened(bo, subject)
    age(hours=24 * 3 + 1)
    with pytest.raises(ReviewOverdue):
        opened(bo, subject)

    with acting(lead):
        actions.review_break_glass(opening_id=opening.id, was_justified=True, words="Rightly done", by=lead)
    assert opened(bo, subject)


def test_review_ends_it_at_once_and_is_kept(bo, lead, subject, ground_of):
    opening = opened(bo, subject)
    with acting(lead):
        assert [one.pk for one in queries.openings_to_review()] == [opening.id]
        actions.review_break_glass(opening_id=opening.id, was_justified=False, words="It could wait", by=lead)
        assert not queries.openings_to_review()
        kept = BreakGlass.objects.get()
        with pytest.raises(OpeningUnknown):
            actions.review_break_glass(opening_id=opening.id, was_justified=True, words="Again", by=lead)

    assert (kept.was_justified, kept.review, kept.reviewed_by_id) == (False, "It could wait", lead.user_id)
    assert ground_of(bo) is None


def test_review_is_by_a_lead_of_the_same_agency_and_not_by_oneself(north, south, bo, lead, subject):
    opening = opened(bo, subject)
    for reviewer in (north.actor("Eve", "caldicott-lead", in_team=False), bo):
        permitted = reviewer.__class__(**{**vars(reviewer), "permissions": lead.permissions | bo.permissions})
        with acting(permitted), pytest.raises(OpeningUnknown):
            actions.review_break_glass(opening_id=opening.id, was_justified=True, words="Fine", by=permitted)
    with acting(bo), pytest.raises(PermissionMissing):
        actions.review_break_glass(opening_id=opening.id, was_justified=True, words="Fine", by=bo)


@pytest.mark.parametrize(
    "change", ["user_id = user_id + 1", "agency_id = 'north'", "reviewed_at = now()", "began_at = now() + '1 day'"]
)
def test_database_takes_no_opening_but_ones_own(bo, lead, subject, change):
    opened(bo, subject)
    column, value = change.split(" = ")
    columns = ["user_id", "agency_id", "subject_id", "reason", "began_at", "ends_at", "reviewed_at", "review"]
    values = ", ".join(value if name == column else name for name in columns)

    refused = pytest.raises(DatabaseError, match=r"row-level security|constraint")
    with refused, acting(bo), connection.cursor() as cursor:
        cursor.execute(
            f"insert into sharing_breakglass ({', '.join(columns)}) select {values} from sharing_breakglass"  # noqa: S608
        )


def test_database_takes_no_review_by_oneself(bo, lead, subject):
    opened(bo, subject)
    with acting(bo):
        assert not BreakGlass.objects.update(ends_at=timezone.now() + timedelta(days=1))
    with acting(lead), pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.update(reviewed_at=timezone.now(), reviewed_by=bo.user_id, was_justified=True)

"""A slip in a published plan of staff is mended in place, with a reason; every day before shows what stood there."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.engines.plans.reading_in.conftest import ABOUT
from tests.foundations.conftest import SET_UP
from tideturn.engines.plans import queries
from tideturn.engines.plans.actions.voicing import let_speak
from tideturn.engines.plans.changes import changes_of
from tideturn.engines.plans.errors import CorrectedMeanwhile, NothingCorrected, OwnCorrection, PlanIsPacks
from tideturn.engines.plans.happenings import happenings, told
from tideturn.engines.plans.models import Commitment, Correction, Organisation, Party
from tideturn.engines.plans.reading_in import publishing
from tideturn.engines.plans.reading_in.correcting import Words, correct, words_of
from tideturn.engines.plans.tables.every import table
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.models import Agency
from tideturn.foundations.audit.models import Entry

PLAN, ID = ABOUT.plan_slug, "HP-001"
TODAY = timezone.localdate()
BEFORE = TODAY - timedelta(days=1)
REASON = "The document says 2031; 2030 was read."


@pytest.fixture
def published(read_in, accept_all, publisher):
    """A plan of staff."""
    reading = read_in()
    accept_all(reading)
    return publishing.publish(reading_id=reading.pk, by=publisher).plan


def held(on: date = TODAY) -> Commitment:
    return queries.commitment(PLAN, ID, on)


def owners(item: Commitment) -> list[str]:
    return [party.organisation.name for party in item.parties.all() if party.role == "owner"]


def corrected(publisher, *, seen: int = 0, **changes) -> Correction:
    words = replace(words_of(held()), **changes)
    return correct(commitment=held(), words=words, reason=REASON, seen=seen, by=publisher)


def test_owner_moves_no_date_of_their_own_by_calling_it_a_slip(published, publisher):
    with acting(SET_UP):
        agency = Agency.objects.get(pk=publisher.agency_id)
        let_speak(agency=agency, organisation_id="government-of-estmark", by=SET_UP)

    with pytest.raises(OwnCorrection):
        corrected(publisher, due_date=date(2031, 12, 31))


def test_today_says_what_is_right_and_every_day_before_what_stood_there(published, publisher):
    first = held()
    was = (first.title, first.due_date, first.due_reasoning, owners(first), first.quotations.get().wording)

    corrected(
        publisher, title="Kits at every door", wording="Kits by December 2031.", owners=("Quay Watch", "The Pilots"),
        due_date=date(2031, 12, 31),
    )  # fmt: skip

    now = held()
    assert (now.title, now.current_due_date, now.due_reasoning) == ("Kits at every door", date(2031, 12, 31), REASON)
    assert (owners(now), now.quotations.get().wording) == (["Quay Watch", "The Pilots"], "Kits by December 2031.")
    then = held(BEFORE)
    assert (
        then.title,
        then.due_date,
        then.due_reasoning,
        owners(then),
        *[q.wording for q in then.quotations.all()],
    ) == was
    assert then.current_due_date == was[1]
    assert [party.role for party in then.parties.all()] == ["made_by", "owner"]
    assert queries.register(TODAY, queries.RegisterFilters(words="kits door pilots")).get().local_id == ID


def test_lists_counts_and_files_of_a_day_before_are_of_what_stood_there(published, publisher):
    past = date(2026, 1, 20)
    corrected(publisher, title="Kits at every door", due_date=past)
    Correction.objects.update(corrected_on=date(2026, 3, 1))
    # In between the date was in force as it had been read, and nothing was overdue.
    between, after = date(2026, 2, 1), date(2026, 3, 1)

    assert (queries.counts(between, PLAN).overdue, queries.counts(after, PLAN).overdue) == (0, 1)
    titles = {on: queries.register(on, queries.RegisterFilters(plan=PLAN))[0].title for on in (between, after)}
    assert titles[after] == "Kits at every door" != titles[between]
    rows = {on: next(iter(table("commitments").found(on, PLAN).order_by("pk"))) for on in (between, after)}
    assert [rows[on].title_then == titles[on] for on in rows] == [True, True]
    assert rows[between].due_date_then == date(2030, 12, 31)


def test_bodies_own_on_a_day_what_they_were_said_to_own_then(published, publisher):
    corrected(publisher, owners=("The Pilots",))

    assert owners(held()) == ["The Pilots"]
    assert owners(held(BEFORE)) == ["Government of Estmark"]
    assert owned_on(TODAY) == {"government-of-estmark": False, "the-pilots": True}
    assert owned_on(BEFORE) == {"government-of-estmark": True, "the-pilots": False}
    assert not queries.organisation_exists("the-pilots", BEFORE)


def owned_on(on: date) -> dict[str, bool]:
    """Return whether each body is found to own the commitment on a day."""
    bodies = ("government-of-estmark", "the-pilots")
    return {
        body: queries.register(on, queries.RegisterFilters(PLAN, body)).filter(local_id=ID).exists() for body in bodies
    }


def test_owners_that_corrections_kept_before_become_parties_of_their_days(published, publisher):
    """Back to the tables of before, a correction as it was kept there, and forth again."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    old = MigrationExecutor(connection).migrate([("plans", "0014_links_have_days")]).apps
    commitment = old.get_model("plans", "Commitment").objects.get(local_id=ID)
    days = [date(2026, 3, 1), date(2026, 4, 1)]
    for day, owner in zip(days, (["government-of-estmark"], ["northmark-partnership"]), strict=True):
        old.get_model("plans", "Correction").objects.create(
            commitment=commitment, corrected_on=day, fields=["owners"], reason="x", title="x", wording="x", owners=owner
        )
    MigrationExecutor(connection).migrate([("plans", "0015_parties_have_days")])

    rows = Party.ever.filter(commitment=commitment.pk, role="owner").order_by("pk")
    assert [(row.organisation_id, row.named_on, row.unnamed_on) for row in rows] == [
        ("government-of-estmark", days[1], None),
        ("government-of-estmark", None, days[0]),
        ("northmark-partnership", days[0], days[1]),
    ]


def test_a_second_correction_keeps_what_stood_between(published, publisher):
    corrected(publisher, title="Once")
    Correction.objects.update(corrected_on=date(2026, 3, 1))
    corrected(publisher, title="Twice", seen=1)

    assert [held(on).title for on in (date(2026, 4, 1), TODAY)] == ["Once", "Twice"]
    assert held(date(2026, 2, 1)).title.startswith("The Government of Estmark should give")


def test_history_news_and_audit_tell_of_it_once_each(published, publisher):
    corrected(publisher, title="Kits at every door")

    assert {(change.concerns, change.reason) for change in changes_of(held())} >= {
        ("Correction", REASON),
        ("Commitment", REASON),
    }
    news = told(list(happenings(TODAY))[:5])
    of_it = [one for one in news if one.commitment and one.commitment.local_id == ID]
    assert [one.concerns for one in of_it] == ["Correction"], "and not once more as a change of our record"
    entry = Entry.objects.get(action="plans.commitment-corrected")
    assert entry.detail["after"] == {"title": "Kits at every door"}
    assert entry.detail["why"] == REASON


def test_owner_that_the_register_did_not_know_is_added_once(published, publisher):
    corrected(publisher, owners=("The Pilots",))

    assert Organisation.objects.filter(name="The Pilots").count() == 1


def test_what_may_not_be_corrected_is_refused(published, publisher):
    pack = Commitment.objects.filter(plan__origin="pack").first()
    with pytest.raises(PlanIsPacks):
        correct(commitment=pack, words=Words("x", "x"), reason="x", seen=0, by=publisher)
    with pytest.raises(NothingCorrected):
        corrected(publisher)
    corrected(publisher, title="Once")
    with pytest.raises(CorrectedMeanwhile):
        corrected(publisher, title="Blind to that")
    assert held().title == "Once"


def test_somebody_who_does_not_publish_plans_corrects_none(published, publisher):
    stranger = replace(publisher, permissions=frozenset())

    with pytest.raises(PermissionMissing):
        corrected(stranger, title="Mine")

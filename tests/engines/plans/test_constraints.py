"""The database refuses what may not be, whoever writes it: each constraint with a row that breaks it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.engines.plans import broken_readings
from tideturn.engines.plans import models as m
from tideturn.engines.plans.models import Commitment
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions.agencies import create_agency
from tideturn.foundations.access.models import User

DAY = date(2024, 1, 1)
GOVERNMENT, AUDITOR = "government-of-estmark", "estmark-audit-office"


def lr(number: str) -> Commitment:
    return Commitment.objects.get(local_id=f"LR-{number}")


def od(number: str) -> Commitment:
    return Commitment.objects.get(local_id=f"OD-{number}")


def position(**changes):
    base = {"commitment": lr("01"), "status": "complete", "stated_on": DAY, "source": "x", "by_id": GOVERNMENT}
    return m.Position.objects.create(**{**base, **changes})


def verdict(**changes):
    base = {"commitment": lr("01"), "value": "met", "author": "A", "organisation_id": AUDITOR, "stated_on": DAY}
    return m.Verdict.objects.create(**{"reason": "x", **base, **changes})


def acceptance(**changes):
    base = {"commitment": lr("01"), "value": "accepted", "by_id": GOVERNMENT, "stated_on": DAY, "document_id": "answer"}
    return m.Acceptance.objects.create(**{**base, **changes})


def response(**changes):
    base = {"commitment": lr("02"), "by_id": AUDITOR, "stated_on": DAY, "document_id": "answer", "summary": "x"}
    return m.Response.objects.create(**{**base, **changes})


def money(**changes):
    base = {"commitment": od("2"), "key": "more", "as_written": "x", "amount": 1}
    return m.Money.objects.create(**{**base, **changes})


def link(**changes):
    base = {"id": "Z", "kind": "cross_document", "later": lr("01"), "earlier": od("1"), "relation": "continues"}
    return m.Link.objects.create(**{**base, "confidence": "high", "why": "x", "origin": "curated", **changes})


def revision(**changes):
    base = {
        "commitment": lr("01"),
        "due_date": DAY,
        "decided_on": DAY,
        "by_id": GOVERNMENT,
        "reason": "x",
        "source": "x",
    }
    return m.DueDateRevision.objects.create(**{**base, **changes})


def delivery(**changes):
    base = {"commitment": lr("01"), "area_scheme": "s", "area_code": "E1", "status": "complete", "stated_on": DAY}
    return m.AreaDelivery.objects.create(**{**base, "source": "x", **changes})


def evidence(**changes):
    return m.Evidence.objects.create(**{"title": "x", **changes})


def quotation(**changes):
    attachment = attached()
    base = {"commitment": lr("01"), "attachment": attachment, "part": "text", "wording": "x"}
    return m.Quotation.objects.create(**{**base, **changes})


def attached(**changes):
    base = {"plan_id": "answer-2023", "file_name": "f", "sha256": "0" * 64, "layout": "l", "attached_by": "t"}
    return m.Attachment.objects.create(**{**base, **changes})


def commitment(**changes):
    base = {"plan_id": "answer-2023", "local_id": "EA-99", "kind": "promise", "title": "x", "order": 99}
    return Commitment.objects.create(**{**base, **changes})


def plan(**changes):
    m.Plan.objects.filter(id="answer-2023").update(**changes)


def organisation(**changes):
    return m.Organisation.objects.create(**{"id": "new", "name": "New", "kind": "body", **changes})


def document(**changes):
    base = {"id": "new", "title": "New", "publisher_id": GOVERNMENT, "is_held": False}
    return m.Document.objects.create(**{**base, **changes})


def twice(write, **values):
    write(**values)
    write(**values)


def own_verdict():
    verdict(organisation_id="estmark-health-service")


def verdict_handed_to_the_owner():
    m.Verdict.objects.filter(pk=verdict().pk).update(organisation_id="estmark-health-service")


def own_parent():
    Commitment.objects.filter(pk=lr("01").pk).update(parent_id=lr("01").pk)


def part_of_itself():
    m.Money.objects.filter(key="whole").update(part_of_id=m.Money.objects.get(key="whole").pk)


def succession(**changes):
    base = {"predecessor_id": GOVERNMENT, "successor_id": AUDITOR, "on": DAY, "source": "x"}
    return m.Succession.objects.create(**{**base, **changes})


def as_agency(write, **values):
    """Write as an agency of the invented country, for whom alone its rows are there."""
    with acting(system_actor("set-up")) as by:
        create_agency(name="An agency", kind="government", agency_id="an-agency", by=by)
    with acting(Actor("an-agency", None, "Somebody", permissions=frozenset())):
        return write(**values)


def statement(**changes):
    base = {"commitment": lr("01"), "body_id": GOVERNMENT, "agency_id": "an-agency", "stated_on": DAY}
    return m.Statement.objects.create(**{**base, **changes})


def condition(**changes):
    base = {"commitment": lr("01"), "by_id": GOVERNMENT, "stated_on": DAY, "source": "x", "words": "x"}
    return m.Condition.objects.create(**{**base, **changes})


def meeting(**changes):
    base = {"agency_id": "an-agency", "organisation_id": AUDITOR, "held_on": DAY, "title": "x"}
    return m.Meeting.objects.create(**{**base, **changes})


def challenge(**changes):
    base = {"commitment": lr("01"), "agency_id": "an-agency", "organisation_id": AUDITOR, "asks": "x"}
    return m.Challenge.objects.create(**{**base, **changes})


def digest_twice():
    with acting(system_actor("set-up")):
        user = User.objects.create(username="somebody")
    twice(m.DigestWish.objects.create, agency_id="an-agency", user=user)


# Each row: the constraint, and the write that breaks it.
BROKEN = {
    "organisation_name_is_given": lambda: organisation(name=""),
    "organisation_life_runs_forward": lambda: organisation(exists_from=DAY, exists_until=date(2023, 1, 1)),
    "organisation_address_is_of_the_web": lambda: organisation(address="data:text/html,x"),
    "plans_organisation_name": lambda: organisation(name="Harbour Lights"),
    "plans_organisationname_name": lambda: m.OrganisationName.objects.create(organisation_id=AUDITOR, name="EHS"),
    "succession_is_once": lambda: twice(succession),
    "succession_is_to_another": lambda: succession(successor_id=GOVERNMENT),
    "plan_origin_is_known": lambda: plan(origin="nowhere"),
    "plan_nature_is_known": lambda: plan(nature="begged"),
    "plan_state_is_known": lambda: plan(state="over", state_since=DAY),
    "plan_published_precision_is_known": lambda: plan(published_precision="week"),
    "plan_title_is_given": lambda: plan(title=""),
    "plan_end_is_dated": lambda: plan(state="closed"),
    "section_slug_is_unique_in_a_plan": lambda: twice(
        m.Section.objects.create, plan_id="answer-2023", slug="a", title="A", order=1
    ),
    "document_published_precision_is_known": lambda: document(published_precision="week"),
    "document_title_is_given": lambda: document(title=""),
    "document_address_is_of_the_web": lambda: document(address="javascript:alert(1)"),
    "address_check_is_once_a_day": lambda: twice(m.AddressCheck.objects.create, document_id="answer", checked_on=DAY),
    "attachment_is_once": lambda: twice(attached),
    "commitment_kind_is_known": lambda: commitment(kind="wish"),
    "commitment_title_is_given": lambda: commitment(title=""),
    "commitment_window_runs_forward": lambda: commitment(start_date=DAY, due_date=date(2023, 1, 1)),
    "commitment_local_id_is_unique_in_a_plan": lambda: commitment(local_id="EA-01"),
    "commitment_open_end_has_no_due_date": lambda: commitment(is_open_ended=True, due_date=DAY),
    "commitment_is_not_its_own_parent": own_parent,
    "party_role_is_known": lambda: m.Party.objects.create(
        commitment=lr("01"), organisation_id=AUDITOR, role="judge", order=0
    ),
    "party_is_once_in_a_role": lambda: twice(
        m.Party.objects.create, commitment=lr("01"), organisation_id=AUDITOR, role="other", order=5
    ),
    "party_was_named_before_it_was_not": lambda: m.Party.objects.create(
        commitment=lr("01"), organisation_id=AUDITOR, role="other", order=0, named_on=DAY, unnamed_on=date(1999, 1, 1)
    ),
    "deadline_is_once": lambda: twice(m.Deadline.objects.create, commitment=lr("01"), as_written="soon"),
    "duedaterevision_reason_is_given": lambda: revision(reason=""),
    "duedaterevision_source_is_given": lambda: revision(source=""),
    "due_date_revision_is_once_a_day": lambda: twice(revision),
    "quotation_part_is_known": lambda: quotation(part="margin"),
    "quotation_wording_is_given": lambda: quotation(wording=""),
    "quotation_is_one_for_each_part": lambda: [
        m.Quotation.objects.create(commitment=lr("01"), attachment=one, part="text", wording="x")
        for one in [attached()] * 2
    ],
    "acceptance_value_is_known": lambda: acceptance(value="perhaps"),
    "acceptance_basis_is_known": lambda: acceptance(basis="guess"),
    "acceptance_origin_is_known": lambda: acceptance(origin="nowhere"),
    "acceptance_is_dated_and_sourced": lambda: acceptance(document_id=None),
    "response_origin_is_known": lambda: response(origin="nowhere"),
    "response_is_once_in_a_document": lambda: twice(response),
    "position_status_is_known": lambda: position(status="done"),
    "position_origin_is_known": lambda: position(origin="nowhere"),
    "position_source_is_given": lambda: position(source=""),
    "position_address_is_of_the_web": lambda: position(address="https://a.example and more"),
    "position_says_something": lambda: position(status="", note=""),
    "evidence_title_is_given": lambda: evidence(title="", position=position(), address="https://a.example"),
    "evidence_address_is_of_the_web": lambda: evidence(position=position(), address="javascript:alert(1)"),
    "evidence_bears_out_one_thing": lambda: evidence(address="https://a.example"),
    "evidence_is_a_link_or_a_file": lambda: evidence(position=position()),
    "areadelivery_status_is_known": lambda: delivery(status="done"),
    "areadelivery_source_is_given": lambda: delivery(source=""),
    "area_delivery_is_once_a_day": lambda: twice(delivery),
    "verdict_value_is_known": lambda: verdict(value="fine"),
    "verdict_origin_is_known": lambda: verdict(origin="nowhere"),
    "verdict_author_is_given": lambda: verdict(author=""),
    "verdict_reason_is_given": lambda: verdict(reason=""),
    "money_bound_is_known": lambda: money(bound="below"),
    "money_period_runs_forward": lambda: money(period_start=DAY, period_end=date(2023, 1, 1)),
    "money_key_is_unique_in_a_commitment": lambda: money(key="whole"),
    "money_is_more_than_nothing": lambda: money(amount=0),
    "money_is_no_part_of_itself": part_of_itself,
    "link_kind_is_known": lambda: link(kind="other"),
    "link_relation_is_known": lambda: link(relation="follows"),
    "link_confidence_is_known": lambda: link(confidence="sure"),
    "link_entered_is_known": lambda: link(entered="nowhere"),
    "link_was_judged_by_a_person": lambda: link(origin="suggested"),
    "link_why_is_given": lambda: link(why=""),
    "link_is_once": lambda: [link(), link(id="Y")],
    "link_was_accepted_before_it_was_taken_back": lambda: link(entered="staff", unlinked_on=DAY),
    "link_joins_two": lambda: link(earlier=lr("01")),
    "revision_is_one": lambda: m.Revision.objects.create(id=2, mark=uuid4(), changed_at=datetime.now(UTC)),
    **broken_readings.BROKEN,
    "duedaterevision_origin_is_known": lambda: revision(origin="nowhere"),
    "areadelivery_origin_is_known": lambda: delivery(origin="nowhere"),
    "condition_origin_is_known": lambda: condition(origin="nowhere"),
    "condition_source_is_given": lambda: condition(source=""),
    "statement_state_is_known": lambda: as_agency(statement, state="lost"),
    "statement_status_is_known": lambda: as_agency(statement, status="done"),
    "statement_acceptance_is_known": lambda: as_agency(statement, acceptance="perhaps"),
    "statement_is_of_a_body_or_area": lambda: as_agency(statement, body_id=None),
    "statement_of_a_later_date_has_a_reason": lambda: as_agency(statement, due_date=DAY),
    "statement_is_open_once_for_a_body": lambda: as_agency(lambda: twice(statement)),
    "statement_is_open_once_for_an_area": lambda: as_agency(lambda: twice(statement, area_code="E1")),
    "upload_state_is_known": lambda: as_agency(m.Upload.objects.create, agency_id="an-agency", state="lost"),
    "meeting_title_is_given": lambda: as_agency(meeting, title=""),
    "meeting_is_once_a_day": lambda: as_agency(lambda: twice(meeting)),
    "challenge_asks_is_given": lambda: as_agency(challenge, asks=""),
    "challenge_outcome_is_known": lambda: as_agency(challenge, outcome="shelved"),
    "challenge_is_answered_at_a_moment": lambda: as_agency(challenge, answer="x"),
    "digest_is_asked_for_once": lambda: as_agency(digest_twice),
}


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_refuses(db, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BROKEN[name]()


def constraints_of_the_register() -> set[str]:
    """Return the names that the database gives to the register's checks and unique rules of our own naming."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select conname from pg_constraint
            where conrelid::regclass::text like 'plans_%' and conrelid::regclass::text not like 'plans_%event'
              and contype in ('c', 'u') and conname not like 'plans_%'
            """
        )
        return {row[0] for row in cursor.fetchall()}


def test_every_constraint_is_tried(db):
    assert constraints_of_the_register() - set(BROKEN) == set()


@pytest.mark.parametrize("write", [own_verdict, verdict_handed_to_the_owner])
def test_verdict_of_the_owner_is_refused(db, write):
    with pytest.raises(IntegrityError, match="someone other than the owner"), transaction.atomic():
        write()


def test_verdict_of_someone_who_is_only_named_is_taken(db):
    assert verdict(organisation_id="harbour-lights").pk


@pytest.mark.parametrize(
    "write",
    [
        position,
        verdict,
        acceptance,
        response,
        money,
        link,
        broken_readings.draft,
        broken_readings.suggestion,
        revision,
        delivery,
        quotation,
        commitment,
        organisation,
        document,
        succession,
        lambda: acceptance(value="no_answer_held", by_id=None, stated_on=None, document_id=None),
        lambda: position(status="", note="Only a note."),
        lambda: evidence(position=position(), address="https://a.example"),
        lambda: evidence(verdict=verdict(), file_name="f.pdf", sha256="0" * 64),
        lambda: plan(state="closed", state_since=DAY),
    ],
)
def test_what_breaks_no_constraint_is_taken(db, write):
    write()

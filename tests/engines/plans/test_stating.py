"""What a body says: kept as one draft, handed in, published by a second person, and then a word as any other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate as today

from tests.engines.plans.speakers import AUDITORS, GOVERNMENT, commitment, said
from tests.foundations.conftest import SET_UP
from tideturn.engines.plans import statements
from tideturn.engines.plans.actions import publishing, stating
from tideturn.engines.plans.actions.loading import load_pack
from tideturn.engines.plans.actions.stating import Subject
from tideturn.engines.plans.actions.voicing import let_speak
from tideturn.engines.plans.areas import scheme_of_areas
from tideturn.engines.plans.errors import (
    BegunElsewhere,
    NoLongerSpeaks,
    NotYours,
    OwnWords,
    StatementDecided,
    StatementOvertaken,
    StatementRefused,
    WrittenMeanwhile,
)
from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import Organisation, Party, Position, Statement
from tideturn.engines.plans.speaking import owned, owning_body
from tideturn.engines.plans.version import version
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.audit.models import Entry
from tideturn.foundations.delivery.models import Message

pytestmark = pytest.mark.django_db

LATER = date(2090, 1, 1)


def subject(local_id: str = "EA-01") -> Subject:
    return Subject(commitment(local_id), Organisation.objects.get(pk=GOVERNMENT))


def written(by: Actor, local_id: str = "EA-01", **changes) -> Statement:
    with acting(by):
        of, held = subject(local_id), subject(local_id).open()
        return stating.write(subject=of, said=said(**changes), seen=held and held.changed_at, by=by)


def handed_in(by: Actor, **changes) -> Statement:
    made = written(by, **changes)
    with acting(by):
        return stating.hand_in(statement_id=made.pk, by=by)


@contextmanager
def refused(error: type[Exception]) -> Iterator[None]:
    with pytest.raises(error), transaction.atomic():
        yield


def test_published_statement_is_a_position_with_its_origin_and_outlives_the_pack(speakers, example_pack):
    made = handed_in(speakers.editor, due_date=today() + timedelta(days=400), due_reason="The kits come by ship.")
    with acting(speakers.publisher):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.publisher)
    load_pack(pack=example_pack, by="tests")

    held = commitment()
    position = held.positions.last()
    assert (position.status, position.by_id, position.origin) == ("under_way", GOVERNMENT, "staff")
    assert held.current_due_date == today() + timedelta(days=400)
    assert held.due_date.isoformat() == "2024-12-31"
    assert held.due_date_revisions.get().origin == "staff"


def test_draft_is_one_and_is_kept_and_changes_nothing_that_is_public(speakers):
    before = version(today()).mark
    first = written(speakers.editor)
    second = written(speakers.colleague, note="Three areas have theirs (invented).")

    assert first.pk == second.pk
    assert Statement.objects.filter(pk=first.pk).exists() is False, "nobody acts, so nothing is there"
    assert version(today()).mark == before
    assert not Position.objects.filter(origin="staff").exists()


def test_draft_that_somebody_else_has_changed_is_not_written_over(speakers):
    first = written(speakers.editor)
    written(speakers.colleague, note="Three (invented).")

    with acting(speakers.editor), refused(WrittenMeanwhile):
        stating.write(subject=subject(), said=said(), seen=first.changed_at, by=speakers.editor)


def test_draft_begun_by_another_behind_an_empty_form_is_not_written_over(speakers):
    written(speakers.editor)

    with acting(speakers.colleague) as by:
        with refused(WrittenMeanwhile):
            stating.write(subject=subject(), said=said(note="One (invented)."), by=by)
        assert stating.write(subject=subject(), said=said(), by=by).note == said().note, "sent twice it is kept once"


def test_engine_itself_lets_nobody_speak_of_what_others_answer_for(speakers):
    with acting(speakers.stranger) as by, refused(NotYours):
        stating.write(subject=subject(), said=said(), by=by)
    with acting(speakers.lead) as by, refused(NotYours):
        stating.write(
            subject=Subject(commitment("LR-01", "listening-report-2022"), None, "scheme", "EM-A03"), said=said(), by=by
        )


def test_area_of_two_agencies_is_spoken_of_by_one_at_a_time_and_the_other_is_told(speakers, make_place):
    of = Subject(commitment("LR-01", "listening-report-2022"), None, scheme_of_areas(), "EM-A01")
    other = make_place("Northmark council", "EM-A01").actor("Cou Ncil", "area-lead")
    with acting(speakers.lead) as by:
        stating.write(subject=of, said=said(), by=by)

    with acting(other) as by, refused(BegunElsewhere):
        stating.write(subject=of, said=said(), by=by)


def test_commitment_is_held_before_its_statement_by_all_who_need_both(speakers, django_assert_max_num_queries):
    """Words must not get into a statement while it is handed in, nor two wait for each other."""
    made = written(speakers.editor)
    with acting(speakers.editor) as by, django_assert_max_num_queries(99) as asked:
        stating.write(subject=subject(), said=said(note="One (invented)."), seen=made.changed_at, by=by)
    assert held_in(asked) == ["plans_commitment", "plans_statement"]

    with acting(speakers.editor) as by:
        made = stating.hand_in(statement_id=made.pk, by=by)
    with acting(speakers.publisher) as by, django_assert_max_num_queries(99) as asked:
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=by)
    assert held_in(asked) == ["plans_commitment", "plans_statement"]


def held_in(asked) -> list[str]:
    """Return the tables of plans whose rows were held, in the order in which they were."""
    held = [query["sql"] for query in asked.captured_queries if "FOR UPDATE" in query["sql"]]
    tables = [re.search(r'FROM "(\w+)"', sql)[1] for sql in held]
    return [table for table in tables if table.startswith("plans_")]


def test_stale_draft_is_refused_until_its_writer_has_seen_what_changed(speakers):
    made = written(speakers.editor)
    with because(by="tests", reason="another return"):
        Position.objects.create(commitment=commitment(), status="paused", stated_on=today(), source="A letter")

    with acting(speakers.editor):
        with refused(StatementOvertaken):
            stating.hand_in(statement_id=made.pk, by=speakers.editor)
        stating.see_what_changed(statement_id=made.pk, by=speakers.editor)
        assert stating.hand_in(statement_id=made.pk, by=speakers.editor).state == "submitted"


def test_statement_overtaken_while_it_waits_is_not_published(speakers):
    made = handed_in(speakers.editor)
    with because(by="tests", reason="another return"):
        Position.objects.create(commitment=commitment(), status="paused", stated_on=today(), source="A letter")

    with acting(speakers.publisher), refused(StatementOvertaken):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.publisher)


def test_writer_does_not_publish_and_sent_back_it_can_be_mended(speakers):
    made = handed_in(speakers.editor)
    with acting(speakers.own_publisher):
        publishing.send_back(statement_id=made.pk, answer="Say which two.", by=speakers.own_publisher)
    again = written(speakers.editor, note="Northmark and Midvale (invented).")

    assert again.pk == made.pk
    with acting(speakers.editor):
        assert stating.hand_in(statement_id=made.pk, by=speakers.editor).answer == ""
    own = Actor(speakers.editor.agency_id, speakers.editor.user_id, "Eda", permissions=speakers.publisher.permissions)
    with acting(own), refused(OwnWords):
        publishing.publish(statement_id=made.pk, seen=again.changed_at, by=own)


@pytest.mark.parametrize("touch", ["shows evidence", "writes in it", "takes it back", "has seen what changed"])
def test_nobody_who_wrote_any_of_it_publishes_it_though_a_colleague_was_the_last(speakers, touch):
    made = handed_in(speakers.editor)
    link = {"title": "Minutes (invented)", "address": "https://harbour.example/minutes/"}
    with acting(speakers.colleague) as by:
        stating.take_back(statement_id=made.pk, by=by)
        if touch == "shows evidence":
            stating.show(statement_id=made.pk, exhibit=link, by=by)
        if touch == "writes in it":
            written(by, note="Two areas have theirs (made up).")
        if touch == "has seen what changed":
            stating.see_what_changed(statement_id=made.pk, by=by)
        made = stating.hand_in(statement_id=made.pk, by=by)
    first = Actor(speakers.editor.agency_id, speakers.editor.user_id, "Eda", permissions=speakers.publisher.permissions)
    with acting(first):
        assert not statements.waiting(first).exists()
        with refused(OwnWords):
            publishing.publish(statement_id=made.pk, seen=made.changed_at, by=first)
    with acting(speakers.own_publisher) as by:
        assert publishing.publish(statement_id=made.pk, seen=made.changed_at, by=by).state == "published"


def test_what_is_done_twice_is_refused(speakers):
    made = handed_in(speakers.editor)
    with acting(speakers.publisher):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.publisher)
        with refused(StatementDecided):
            publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.publisher)
    with acting(speakers.editor), refused(StatementDecided):
        stating.drop(statement_id=made.pk, by=speakers.editor)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "", "note": ""}, "status"),
        ({"stated_on": LATER}, "stated_on"),
        ({"due_date": LATER}, "due_reason"),
        ({"acceptance": "no_answer_held"}, "acceptance"),
        ({"due_reason": "The kits come by ship."}, "due_date"),
        ({"acceptance_reason": "We said part."}, "acceptance"),
    ],
)
def test_what_may_not_be_said_is_refused_at_its_field(speakers, changes, field):
    with acting(speakers.editor), pytest.raises(StatementRefused) as error, transaction.atomic():
        stating.write(subject=subject(), said=said(**changes), by=speakers.editor)
    assert error.value.field == field


def test_agency_speaks_for_its_own_bodies_and_no_other(speakers):
    with acting(speakers.editor):
        assert {one.local_id for one in owned(speakers.editor, today())} >= {"EA-00", "EA-01", "OD-2"}
        assert owning_body(commitment(), GOVERNMENT, speakers.editor).pk == GOVERNMENT
        with pytest.raises(NotYours):
            owning_body(commitment("LR-01", "listening-report-2022"), GOVERNMENT, speakers.editor)
    with acting(speakers.stranger), pytest.raises(NotYours):
        owning_body(commitment(), GOVERNMENT, speakers.stranger)


def test_draft_is_seen_by_its_agency_and_handed_in_by_whoever_publishes(speakers):
    made = written(speakers.editor)
    seen = {}
    for state in ("draft", "submitted"):
        for name in ("editor", "colleague", "own_publisher", "publisher", "reviewer", "lead", "stranger"):
            by = getattr(speakers, name)
            with acting(by):
                seen[state, name] = statements.statements(by).filter(pk=made.pk).exists()
        with acting(speakers.editor):
            if state == "draft":
                stating.hand_in(statement_id=made.pk, by=speakers.editor)

    assert {key for key, is_seen in seen.items() if is_seen} == {
        ("draft", "editor"), ("draft", "colleague"),
        ("submitted", "editor"), ("submitted", "colleague"), ("submitted", "own_publisher"), ("submitted", "publisher"),
    }  # fmt: skip


def test_what_its_body_does_not_own_any_more_is_not_published(speakers):
    made = handed_in(speakers.editor)
    Party.objects.filter(commitment=made.commitment, role="owner").update(organisation_id=AUDITORS)

    with acting(speakers.publisher) as by, refused(NoLongerSpeaks):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=by)


def test_roles_that_may_not_write_or_publish_are_refused(speakers):
    made = handed_in(speakers.editor)
    for by in (speakers.reviewer, speakers.lead, speakers.own_publisher):
        with acting(by), refused(PermissionMissing):
            stating.write(subject=subject("EA-00"), said=said(), by=by)
    for by in (speakers.colleague, speakers.reviewer, speakers.lead, speakers.stranger):
        with acting(by), refused(PermissionMissing):
            publishing.publish(statement_id=made.pk, seen=made.changed_at, by=by)


def test_audit_keeps_who_when_before_after_and_why(speakers):
    made = handed_in(speakers.editor, why="The quarterly return.")
    with acting(speakers.publisher):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.publisher)
        entry = Entry.objects.filter(action="plans.statement-published").latest("sequence")
    detail = entry.detail

    assert "Pia Publisher" in entry.actor
    assert (detail["why"], detail["written_by"]) == ("The quarterly return.", "Eda Editor")
    assert (detail["before"]["status"], detail["after"]["status"]) == ("", "under_way")


def test_whoever_publishes_is_told_and_then_the_writer(speakers):
    made = handed_in(speakers.editor)
    with acting(speakers.own_publisher):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.own_publisher)
    with acting(system_actor("delivery")):
        told = set(Message.objects.values_list("recipient", "kind"))

    assert ("own.publisher@estmark-government.example", "statement-waits") in told
    assert ("eda.editor@estmark-government.example", "statement-decided") in told


def test_database_keeps_one_open_statement_for_a_body(speakers):
    made = written(speakers.editor)
    with acting(speakers.editor), pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(
            commitment_id=made.commitment_id, body_id=GOVERNMENT, agency_id=made.agency_id, stated_on=today()
        )


def test_condition_is_read_by_everybody_at_once_and_the_plans_own_is_not_lost(speakers, example_pack):
    before = version(today()).mark
    made = handed_in(speakers.editor, status="", note="", condition="If the house votes for it (invented).")
    assert version(today()).mark == before
    with acting(speakers.publisher):
        publishing.publish(statement_id=made.pk, seen=made.changed_at, by=speakers.publisher)
    load_pack(pack=example_pack, by="tests")

    held = commitment()
    assert held.current_condition == "If the house votes for it (invented)."
    assert held.condition != held.current_condition
    assert version(today()).mark != before


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_what_was_begun_keeps_nobody_from_speaking_once_another_agency_speaks(speakers, is_handed_in):
    made = (handed_in if is_handed_in else written)(speakers.editor)
    with acting(SET_UP):
        let_speak(agency=speakers.north.agency, organisation_id=GOVERNMENT, by=SET_UP)
        entry = Entry.objects.get(action="plans.statement-left")
    successor = speakers.north.actor("Nor Thern", "plan-editor")

    assert entry.detail["before"]["note"] == said().note
    assert written(successor, note="All have theirs (invented).").agency_id == speakers.north.agency.pk
    with acting(speakers.editor) as by:
        assert Statement.objects.get(pk=made.pk).state == "dropped"
        with refused(StatementDecided):
            stating.hand_in(statement_id=made.pk, by=by)


def test_agency_that_is_let_speak_once_more_keeps_what_it_had_begun(speakers):
    made = written(speakers.editor)
    with acting(SET_UP):
        let_speak(agency=speakers.government.agency, organisation_id=GOVERNMENT, may_judge=True, by=SET_UP)

    with acting(speakers.editor):
        assert Statement.objects.get(pk=made.pk).state == "draft"

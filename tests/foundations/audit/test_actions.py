"""One entry at a time: what is written, chained by hand, and what is refused."""

import contextlib
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from tideturn.foundations.audit import queries, verify
from tideturn.foundations.audit.actions import record, record_each
from tideturn.foundations.audit.errors import AnonymousActor, OutsideTransaction, UnwritableDetail
from tideturn.foundations.audit.models import Entry, Head

SUBJECT = UUID("6f1c1b52-8b0e-4a53-9a3b-0c5cf2a7f4d1")
GENESIS = "00" * 32


def write(actor, **changes):
    given = {"action": "case.read", "kind": "case", "subject": SUBJECT, "detail": {"why": "Ærø, “quoted”"}}
    return record(actor=actor, **{**given, **changes})


def by_hand(entry, previous):
    """Return the digest of an entry, worked out from the published description alone."""
    at = entry.at.astimezone(UTC)
    parts = [
        "tideturn-audit-1",
        entry.agency,
        f"{entry.sequence}",
        f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}Z",
        entry.actor,
        entry.action,
        entry.kind,
        str(entry.subject or ""),
        entry.detail_text,
        previous,
    ]
    text = "".join(f"{len(part.encode('utf-8'))}:{part}" for part in parts)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_record_chains_as_worked_out_by_hand(db, somebody, an_agency):
    actor = replace(somebody, agency_id=an_agency)

    entries = [write(actor), write(actor, subject=None, detail=None), write(actor, action="case.closed")]

    previous = GENESIS
    for sequence, entry in enumerate(entries, start=1):
        assert (entry.sequence, bytes(entry.previous).hex()) == (sequence, previous)
        previous = by_hand(entry, previous)
        assert bytes(entry.digest).hex() == previous
    assert bytes(Head.objects.get(agency=an_agency).digest).hex() == previous
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)


def test_record_each_chains_one_entry_for_each(db, somebody, an_agency):
    actor = replace(somebody, agency_id=an_agency)
    subjects = [UUID(int=number) for number in range(1, 4)]

    record_each(actor=actor, action="list", kind="case", subjects=subjects, detail={"list": "my cases"})
    record_each(actor=actor, action="list", kind="case", subjects=[])

    with queries.seeing_every_chain():
        entries = [entry for entry in queries.entries() if entry["agency"] == an_agency]
    assert [entry["subject"] for entry in entries] == [str(subject) for subject in subjects]
    assert list(verify.Verifier().breaks(entries)) == []


def test_record_keeps_what_it_was_told(db, somebody):
    detail = {"Name": "Ærø 🧭", "on": date(2026, 11, 21), "case": SUBJECT, "list": [1, 2.5, None]}

    entry = Entry.objects.get(pk=write(somebody, detail=detail).pk)

    assert (entry.actor, entry.action, entry.kind) == ("A. Person (invented) (user 7)", "case.read", "case")
    assert entry.subject == SUBJECT
    assert entry.detail == {"Name": "Ærø 🧭", "on": "2026-11-21", "case": str(SUBJECT), "list": [1, 2.5, None]}


def test_record_keeps_text_that_no_database_can_hold(db, somebody):
    entry = write(somebody, action="read\0", detail={"\0": ["half \ud83e of a pair"], "nested": {"a": "b\0"}})

    entry.refresh_from_db()
    assert entry.action == "read�"
    assert entry.detail == {"�": ["half ? of a pair"], "nested": {"a": "b�"}}


def test_record_writes_of_the_product_itself_in_its_own_chain(db, somebody):
    entry = write(replace(somebody, system="clocks", user_id=None, agency_id=None, name="system: clocks"))

    assert (entry.agency, entry.actor) == ("system", "system: clocks")


def test_time_never_goes_back_within_a_chain(db, somebody, an_agency):
    actor = replace(somebody, agency_id=an_agency)
    first = write(actor)
    with connection.cursor() as cursor:
        cursor.execute("alter table audit_head disable trigger user")
        cursor.execute("update audit_head set at = '2100-01-01Z' where agency = %s", [an_agency])
        cursor.execute("alter table audit_head enable always trigger audit_head_moves_on")

    second = write(actor)

    assert second.at > first.at
    assert second.at.year == 2100


@pytest.mark.parametrize(("changes", "error"), [({"name": ""}, AnonymousActor), ({"agency_id": None}, AnonymousActor)])
def test_record_refuses_nobody(db, somebody, changes, error):
    nobody = replace(somebody, **changes)

    with pytest.raises(error, match="of nobody"), transaction.atomic():
        write(nobody)


def test_record_refuses_to_stand_outside_a_transaction(somebody, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), pytest.raises(OutsideTransaction, match=r"transaction\.atomic"):
        write(somebody)


@pytest.mark.parametrize("detail", [{"odd": object()}, {"odd": float("nan")}])
def test_record_refuses_a_detail_that_cannot_be_written(db, somebody, detail):
    with pytest.raises(UnwritableDetail, match="cannot be written down"), transaction.atomic():
        write(somebody, detail=detail)


def a_write(agency):
    Head.objects.create(agency=agency, sequence=0, at=datetime(2026, 11, 21, tzinfo=UTC), digest=b"")


def write_without_audit(actor, agency):
    a_write(agency)
    with connection.cursor() as cursor:
        cursor.execute("alter function audit_append rename to audit_append_is_away")
    write(actor)


def test_write_whose_audit_is_stopped_does_not_stand(db, somebody, an_agency):
    with pytest.raises(DatabaseError, match="audit_append"), transaction.atomic():
        write_without_audit(somebody, an_agency)

    assert not Head.objects.filter(agency=an_agency).exists()


def test_write_whose_audit_is_stopped_does_not_stand_where_the_error_is_swallowed(db, somebody, an_agency):
    with transaction.atomic():
        a_write(an_agency)
        with contextlib.suppress(AnonymousActor):
            write(replace(somebody, name=""))

    assert not Head.objects.filter(agency=an_agency).exists()

"""Many who append to one chain at the same time, each in a transaction that is committed or given up."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.foundations.audit.chains import GENESIS
from tideturn.foundations.audit import verify
from tideturn.foundations.audit.queries import entries, seeing_every_chain

WRITERS, EACH = 6, 40
APPEND = "select sequence from audit_append(%s, %s, 'case.read', 'case', null, '{}')"


def append_many(connection, agency, writer):
    """Append one after the other; every fourth is given up."""
    kept = []
    for number in range(EACH):
        [sequence] = connection.execute(APPEND, [agency, f"writer {writer}, {number}"]).fetchone()
        if number % 4 == 3:
            connection.rollback()
        else:
            connection.commit()
            kept.append(sequence)
    return kept


def chain(agency):
    with seeing_every_chain():
        return [entry for entry in entries() if entry["agency"] == agency]


def append_at_once(open_session, agency):
    sessions = [open_session() for _ in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        kept = pool.map(append_many, sessions, [agency] * WRITERS, range(WRITERS))
        return sorted(sequence for sequences in kept for sequence in sequences)


def test_chain_has_no_gap_and_no_fork(open_session, an_agency, django_db_blocker):
    kept = append_at_once(open_session, an_agency)

    with django_db_blocker.unblock():
        found = chain(an_agency)
    assert kept == list(range(1, WRITERS * EACH * 3 // 4 + 1))
    assert [entry["sequence"] for entry in found] == kept
    assert list(verify.Verifier().breaks(found)) == []


def test_first_entries_of_a_chain_at_once_make_one_chain(open_session, an_agency, django_db_blocker):
    sessions = [open_session() for _ in range(WRITERS)]

    def first(session):
        session.execute(APPEND, [an_agency, "first"])
        session.commit()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(first, sessions))

    with django_db_blocker.unblock():
        found = chain(an_agency)
    assert [entry["sequence"] for entry in found] == list(range(1, WRITERS + 1))
    assert [entry["previous"] for entry in found].count(GENESIS) == 1
    assert list(verify.Verifier().breaks(found)) == []


def test_chains_of_two_agencies_do_not_wait_for_each_other(open_session, an_agency):
    first, second = open_session(), open_session()
    first.execute(APPEND, [an_agency, "still writing"])
    second.execute("set local lock_timeout = '500ms'")

    second.execute(APPEND, [f"{an_agency}-other", "writes"])

    with pytest.raises(psycopg.errors.LockNotAvailable):
        second.execute(APPEND, [an_agency, "has to wait"])

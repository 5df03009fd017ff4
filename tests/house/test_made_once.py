"""What a file of tests is given once is there for each test, keeps nothing of theirs, and is gone in the end."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from tests.made_once import made_once
from tideturn.engines.directory.models import Source

KEPT, WRITTEN = "made-once", "written-by-a-test"


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker) -> Iterator[Source]:
    """A source that every test of this file finds."""
    with made_once(django_db_blocker, lambda: Source.objects.create(id=KEPT, title="Made once (invented)")) as source:
        yield source


def kept() -> set[str]:
    """Return what is there of ours."""
    return set(Source.objects.filter(pk__in=[KEPT, WRITTEN]).values_list("pk", flat=True))


@pytest.mark.parametrize("time", [1, 2])
def test_each_test_finds_what_was_made_and_nothing_that_another_wrote(made: Source, db: None, time: int) -> None:
    assert kept() == {KEPT}

    with transaction.atomic(durable=True):
        Source.objects.create(id=WRITTEN, title="Written")
    Source.objects.filter(pk=KEPT).delete()

    assert kept() == {WRITTEN}


def test_what_failed_in_the_database_is_taken_back_too(made: Source, db: None) -> None:
    with pytest.raises(IntegrityError):
        Source.objects.create(id=KEPT, title="Twice")


def test_after_a_failure_it_is_still_there(made: Source, db: None) -> None:
    assert kept() == {KEPT}


def test_in_the_end_nothing_is_left(django_db_setup: None, django_db_blocker) -> None:
    with made_once(django_db_blocker, lambda: Source.objects.create(id=WRITTEN, title="For a while")):
        pass

    with django_db_blocker.unblock():
        assert WRITTEN not in kept()


def test_what_cannot_be_made_leaves_no_transaction_open(django_db_setup: None, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        before = len(connection.atomic_blocks)

    with pytest.raises(ZeroDivisionError), made_once(django_db_blocker, lambda: 1 / 0):
        pass

    with django_db_blocker.unblock():
        assert len(connection.atomic_blocks) == before


def test_it_may_stand_idle_whatever_was_made(django_db_setup: None, django_db_blocker) -> None:
    def in_haste() -> None:
        connection.cursor().execute("set local idle_in_transaction_session_timeout = '20s'")

    with made_once(django_db_blocker, in_haste), django_db_blocker.unblock():
        found = connection.cursor().execute("select current_setting('idle_in_transaction_session_timeout')")
        assert found.fetchone() == ("0",)


def test_between_tests_the_database_stays_shut(made: Source) -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        kept()

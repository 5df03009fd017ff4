"""What somebody finds wrong is kept once, without who it was, and answered once."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from tests.engines.directory.conftest import BY, at, service
from tideturn.engines.directory import queries
from tideturn.engines.directory.actions.applying import undo
from tideturn.engines.directory.actions.concealing import conceal
from tideturn.engines.directory.actions.reporting import Fault, answer, report_wrong
from tideturn.engines.directory.errors import ReportAnswered, ReportNotFound, ReportRefused, ReportSentBefore
from tideturn.engines.directory.models import Reported, Service
from tideturn.engines.directory.words import Outcome, Wrong
from tideturn.foundations.access.acting import acting
from tideturn.foundations.audit.models import Entry
from tideturn.methods.identifiers import references

WARM = service(
    "Warm Door (invented)",
    service_at_locations=[at("Quay Street", 50.6, -25.0, addresses=[{"postal_code": "NMK1 1ZZ"}])],
)


@pytest.fixture
def warm(bring) -> Service:
    """An entry of Northmark."""
    bring(WARM)
    return Service.objects.get()


def report(of: Service, text: str = "It shuts at four.", key: uuid.UUID | None = None) -> Reported:
    with acting(BY):
        return report_wrong(service=of, fault=Fault(Wrong.HOURS, text), key=key or uuid.uuid4(), by=BY)


def test_report_is_kept_with_a_reference_that_can_be_read_out(warm) -> None:
    kept = report(warm)

    assert references.check(kept.reference)
    assert kept.reference.startswith("WRG-")
    assert queries.reported(kept.reference.lower().replace("-", "")) == kept
    assert list(queries.reports_waiting(areas=["EM-A01"])) == [kept]
    assert list(queries.reports_waiting(areas=["EM-A02"])) == []
    assert list(queries.reports_of(warm.pk)) == [kept]
    assert Entry.objects.filter(action="directory.reported-wrong", subject=warm.pk).exists()


def test_page_sent_twice_is_one_report_and_other_words_are_refused(warm) -> None:
    key = uuid.uuid4()

    assert report(warm, key=key) == report(warm, key=key)
    with pytest.raises(ReportSentBefore):
        report(warm, "Something else", key=key)
    assert Reported.objects.count() == 1


def test_text_too_long_is_refused_and_no_byte_of_nought_is_kept(warm) -> None:
    with pytest.raises(ReportRefused, match="1000"):
        report(warm, "x" * 1001)
    assert report(warm, "\x00 It shuts. ").text == "It shuts."


def test_nothing_is_written_about_a_confidential_service(warm) -> None:
    with acting(BY):
        conceal(service_id=warm.pk, by=BY)
    warm.refresh_from_db()

    with pytest.raises(ReportRefused, match="confidential"):
        report(warm, "It is in Quay Street")
    assert report(warm, "").text == ""


def test_answer_is_given_once_and_in_words(warm) -> None:
    kept = report(warm)
    with acting(BY):
        with pytest.raises(ReportRefused), transaction.atomic():
            answer(reference=kept.reference, outcome=Outcome.RIGHT, words="  ", by=BY)
        answered = answer(reference=kept.reference, outcome=Outcome.MENDED, words="It shuts at four now.", by=BY)
        with pytest.raises(ReportAnswered), transaction.atomic():
            answer(reference=kept.reference, outcome=Outcome.RIGHT, words="No.", by=BY)
        with pytest.raises(ReportNotFound), transaction.atomic():
            answer(reference="WRG-0000-0000", outcome=Outcome.RIGHT, words="No.", by=BY)

    assert (answered.outcome, answered.answered_by) == ("mended", BY.name)
    assert list(queries.reports_waiting()) == []


def test_database_refuses_an_answer_by_halves(warm) -> None:
    kept = report(warm)

    with pytest.raises(IntegrityError, match="answer_is_whole"), transaction.atomic():
        Reported.objects.filter(pk=kept.pk).update(outcome="mended")


def test_report_outlives_an_import_that_is_taken_back(warm, source) -> None:
    kept = report(warm)

    with acting(BY):
        undo(source_id=source.pk, by=BY)

    kept.refresh_from_db()
    assert kept.service is None

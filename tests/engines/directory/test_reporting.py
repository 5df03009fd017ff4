"""What somebody finds wrong is kept once, without who it was, and answered once."""

import uuid
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.engines.directory.conftest import BY, at, service
from tests.engines.directory.upkeep import Keepers, keepers
from tests.foundations.conftest import make_place
from tideturn.engines.directory import keeping, queries, told_wrong
from tideturn.engines.directory.actions.applying import undo
from tideturn.engines.directory.actions.concealing import conceal
from tideturn.engines.directory.actions.reporting import Fault, answer, report_wrong
from tideturn.engines.directory.errors import (
    ReportAnswered,
    ReportNotFound,
    ReportRefused,
    ReportSentBefore,
    TellsWhere,
)
from tideturn.engines.directory.models import Reported, Service, Source, Steward
from tideturn.engines.directory.words import Outcome, Wrong
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.audit.models import Entry
from tideturn.methods.identifiers import references

__all__ = ["make_place"]
WARM = service(
    "Warm Door (invented)",
    organization={"id": "harbour", "name": "Harbour Lights (invented)"},
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


@pytest.fixture
def people(make_place) -> Keepers:
    """An editor who keeps nothing yet, the approver of Northmark, and one of another area."""
    return keepers(make_place)


def tries(kept: Reported, by: Actor, words: str = "It is right.") -> Reported:
    with acting(by):
        return answer(reference=kept.reference, outcome=Outcome.RIGHT, words=words, by=by)


def seen(people: Keepers) -> list[list[str]]:
    """Return who sees each of the reports that wait."""
    waiting: dict[str, set[Reported]] = {}
    for by in (people.editor, people.approver, people.elsewhere):
        with acting(by):
            waiting[by.name] = set(told_wrong.waiting(by))
    return [[name for name, found in waiting.items() if one in found] for one in Reported.objects.filter(outcome="")]


def test_report_is_kept_with_a_reference_that_can_be_read_out(warm) -> None:
    kept = report(warm)

    assert references.check(kept.reference)
    assert kept.reference.startswith("WRG-")
    assert queries.reported(kept.reference.lower().replace("-", "")) == kept
    assert kept.area == "EM-A01"
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


def test_answer_is_given_once_and_in_words(warm, people) -> None:
    kept, by = report(warm), people.approver
    with acting(by):
        with pytest.raises(ReportRefused), transaction.atomic():
            answer(reference=kept.reference, outcome=Outcome.RIGHT, words="  ", by=by)
        answered = answer(reference=kept.reference, outcome=Outcome.MENDED, words="It shuts at four now.", by=by)
        with pytest.raises(ReportAnswered), transaction.atomic():
            answer(reference=kept.reference, outcome=Outcome.RIGHT, words="No.", by=by)
        with pytest.raises(ReportNotFound), transaction.atomic():
            answer(reference="WRG-0000-0000", outcome=Outcome.RIGHT, words="No.", by=by)

        assert (answered.outcome, answered.answered_by) == ("mended", by.name)
        assert list(told_wrong.waiting(by)) == []


def test_it_waits_for_its_partnership_and_for_whoever_keeps_the_entry(warm, people) -> None:
    kept = report(warm)

    assert seen(people) == [["Ada Approver"]]
    with acting(BY):
        Steward.objects.create(
            organisation=warm.organisation, agency_id=people.editor.agency_id, contact="desk@harbour.example"
        )
    assert seen(people) == [["Effie Editor", "Ada Approver"]]
    assert tries(kept, people.editor).outcome == "right"


def test_nobody_answers_for_another_partnership(warm, people) -> None:
    kept = report(warm)

    for one in (people.elsewhere, people.editor):
        with pytest.raises(ReportNotFound):
            tries(kept, one)
    with pytest.raises(PermissionMissing):
        tries(kept, replace(people.approver, permissions=frozenset()))


def test_planted_with_every_entry_everybodys_another_partnership_answers(warm, people, monkeypatch) -> None:
    kept = report(warm)
    monkeypatch.setattr(keeping, "mine", lambda by: Service.objects.all())

    assert tries(kept, people.elsewhere).answered_by == "Sid Other"


def test_of_an_entry_that_is_gone_its_area_answers(warm, source, people) -> None:
    kept = report(warm)
    with acting(BY):
        undo(source_id=source.pk, by=BY)

    assert seen(people) == [["Ada Approver"]]
    assert tries(kept, people.approver).outcome == "right"


def test_of_an_entry_that_turned_out_to_be_another_whoever_keeps_that_answers(warm, people) -> None:
    kept = report(warm)
    words = {"name": "Warm Door", "code": "HLP-1", "status": "active", "document": {}, "changed_at": timezone.now()}
    other = Service.objects.create(same_as=warm, **words)
    Reported.objects.filter(pk=kept.pk).update(service=other)

    assert seen(people) == [["Ada Approver"]]


def test_answer_never_tells_where_a_confidential_place_is(warm, source, people) -> None:
    Source.objects.filter(pk=source.pk).update(partnership="northmark")
    with acting(BY):
        conceal(service_id=warm.pk, by=BY)
    kept = report(warm, "")

    with pytest.raises(TellsWhere):
        tries(kept, people.approver, "It is at NMK1 1ZZ.")
    assert tries(kept, people.approver, "It was looked at.").outcome == "right"


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

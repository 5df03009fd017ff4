"""Keep what somebody found wrong with an entry, and what was answered; nothing tells who it was."""

import secrets
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tideturn.engines.directory.errors import ReportAnswered, ReportRefused, ReportSentBefore, TellsWhere
from tideturn.engines.directory.models import Listing, Reported, Service
from tideturn.engines.directory.postcodes import may_tell_where
from tideturn.engines.directory.told_wrong import report_of
from tideturn.engines.directory.words import Outcome, Wrong
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.drawing import drawing_anew
from tideturn.methods.identifiers import references

PREFIX = "WRG"
LONGEST = 1000
DRAWN = "directory_reported_reference_key"


@dataclass(frozen=True)
class Fault:
    """What is wrong, and what would be right, in the words of whoever tells it."""

    wrong: Wrong
    text: str = ""


def report_wrong(*, service: Service, fault: Fault, key: uuid.UUID, by: Actor) -> Reported:
    """Keep what somebody found wrong with a service and return it with its reference; the same page sent again is one.

    Raise ReportRefused where the text is too long or, of a confidential service, where there is any: it could name the
    place that nobody may know. Raise ReportSentBefore where the page was sent with other words.
    """
    text = _text(service, fault)
    return drawing_anew(lambda: _kept(service, fault.wrong, text, key, by), unique={DRAWN})


@transaction.atomic
def _kept(service: Service, wrong: Wrong, text: str, key: uuid.UUID, by: Actor) -> Reported:
    defaults = {
        "reference": references.make(PREFIX, secrets.choice),
        "service": service,
        "area": _area(service),
        "wrong": wrong,
        "text": text,
        "reported_on": timezone.localdate(),
    }
    kept, is_new = Reported.objects.get_or_create(key=key, defaults=defaults)
    if (kept.service_id, kept.wrong, kept.text) != (service.pk, wrong, text):
        raise ReportSentBefore
    if is_new:
        _write_down("directory.reported-wrong", kept, by)
    return kept


@transaction.atomic
def answer(*, reference: str, outcome: Outcome, words: str, by: Actor) -> Reported:
    """Answer what somebody found wrong, in words that they will read, and return it.

    Only whoever keeps the entry may, and the partnership that answers for it: for all others there is no such report.
    Raise ReportNotFound, ReportAnswered, ReportRefused where the words are missing or too long, or TellsWhere where
    they could tell where a confidential place is.
    """
    check_permission(by, Permission.DIRECTORY_EDIT)
    kept = Reported.objects.select_for_update().get(pk=report_of(reference, by).pk)
    if kept.outcome:
        raise ReportAnswered(kept.reference)
    said = words.replace("\x00", "").strip()
    if not said or len(said) > LONGEST:
        raise ReportRefused(f"Write an answer that the person will read, of at most {LONGEST} letters.")
    if kept.service is not None and is_confidential(kept.service) and may_tell_where({"answer": said}):
        raise TellsWhere
    kept.outcome, kept.answer = outcome, said
    kept.answered_on, kept.answered_by = timezone.localdate(), by.name[:200]
    kept.save(update_fields=["outcome", "answer", "answered_on", "answered_by"])
    _write_down("directory.report-answered", kept, by)
    return kept


def _text(service: Service, fault: Fault) -> str:
    text = fault.text.replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise ReportRefused(f"At most {LONGEST} letters fit. Write it in fewer.")
    if text and is_confidential(service):
        raise ReportRefused("The place of this service is confidential, so nothing can be written about it here.")
    return text


def is_confidential(service: Service) -> bool:
    """Return whether nobody may learn where any place of a service is."""
    places = service.document.get("service_at_locations")
    located = (place.get("location") for place in places if isinstance(place, dict)) if isinstance(places, list) else ()
    return service.is_confidential or any(isinstance(one, dict) and one.get("confidential") is True for one in located)


def _area(service: Service) -> str:
    found = Listing.objects.filter(service=service).exclude(area="").order_by("number").first()
    return found.area if found else ""


def _write_down(action: str, kept: Reported, by: Actor) -> None:
    detail = {"reference": kept.reference, "wrong": kept.wrong, "outcome": kept.outcome}
    audit.record(actor=by, action=action, kind="directory-report", subject=kept.service_id, detail=detail)

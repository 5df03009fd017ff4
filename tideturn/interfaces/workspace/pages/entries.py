"""What is written into a case on the way: a try to reach the person, a note, naloxone given, what they wish."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponseBase

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.forms import Form
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.pages.asking import Asking, Logging, ask
from tideturn.interfaces.workspace.pages.opening import case_page
from tideturn.interfaces.workspace.presenters.written import contact_form, naloxone_form, note_form, wish_form
from tideturn.interfaces.workspace.reading import Opened
from tideturn.packs.schema.pathway import Pathway


class Written(Protocol):
    """What a form was read into."""

    @property
    def at(self) -> datetime | None:
        """When it happened; nothing for now."""

    def data(self) -> dict[str, Any]:
        """Return what the journal keeps."""


@dataclass(frozen=True)
class Log:
    """A form that becomes an entry: the page it stands on, what it asks, and which field has what the rules refuse."""

    page: str
    kind: Kind
    template: str
    form: Callable[[Pathway], Form[Any]]
    answers_for: str


CONTACT = Log("log-contact", Kind.CONTACT_LOGGED, "workspace/contact.html", contact_form, answers_for="result")
NOTE = Log("add-note", Kind.NOTE_ADDED, "workspace/note.html", note_form, answers_for="text")
NALOXONE = Log("naloxone-given", Kind.NALOXONE_GIVEN, "workspace/naloxone.html", naloxone_form, answers_for="note")
WISH = Log("contact-wish", Kind.CONTACT_WISH, "workspace/contact_wish.html", wish_form, answers_for="wish")


@case_page
def log_contact(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Ask how it was tried and what came of it, three taps from my cases; the button of the result saves."""
    return _ask(request, found, CONTACT)


@case_page
def add_note(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Ask for a note."""
    return _ask(request, found, NOTE)


@case_page
def naloxone_given(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Ask when naloxone was given."""
    return _ask(request, found, NALOXONE)


@case_page
def contact_wish(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Ask what the person now wishes about being contacted."""
    return _ask(request, found, WISH)


def _ask(request: HttpRequest, found: Opened, log: Log) -> HttpResponseBase:
    check_permission(found.by, Permission.CASES_WRITE)

    def write(value: Written, entry: uuid.UUID) -> None:
        append(case_id=found.case.id, entry=NewEntry(log.kind, value.data(), at=value.at, id=entry), by=found.by)

    def was_other(value: Written, entry: uuid.UUID) -> bool:
        kept = queries.entry(found.case, entry)
        return kept is not None and kept.data != value.data()

    asking = Asking(
        page=log.page,
        title="",
        form=log.form(found.pathway),
        write=write,
        button="",
        template=log.template,
        more={
            "draft_of": found.by.user_id,
            "case_href": addresses.of_case(found.case.id),
            "reference": found.case.reference,
            "is_contact_refused": found.case.is_contact_refused,
        },
        logs=Logging(was_other, log.answers_for),
    )
    return ask(request, found, asking)

"""Writing into a case from a form that may come twice: after a double tap, or again once there is signal."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import EntryRefused, NotAllowedNow
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.design.forms import Form, Reading
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.errors import AskedBadly
from tideturn.interfaces.workspace.pages.page import reads_kept
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.reading import Opened, opened, or_nothing, write_down_case
from tideturn.packs.schema.pathway import Pathway

ENTRY, SAVED = "entry", "saved"
UNPROCESSABLE = 422


class Written(Protocol):
    """What a form was read into."""

    @property
    def at(self) -> datetime | None:
        """When it happened; nothing for now."""

    def data(self) -> dict[str, Any]:
        """Return what the journal keeps."""


@dataclass(frozen=True)
class Asking:
    """A form that becomes an entry: the page it stands on, what it asks, and which field has what the rules refuse."""

    page: str
    kind: Kind
    template: str
    form: Callable[[Pathway], Form[Any]]
    answers_for: str


def ask(request: HttpRequest, case_id: uuid.UUID, asking: Asking) -> HttpResponseBase:
    """Show the form, or keep what was posted, once, and go back to the case."""
    by = actor(request)
    check_permission(by, Permission.CASES_WRITE)
    with opened(by, case_id) as found:
        form = asking.form(found.pathway)
        if request.method == "POST":
            return _keep(request, found, asking, form)
        return _page(request, found, asking, form.blank(), str(uuid.uuid4()))


def _keep(request: HttpRequest, found: Opened, asking: Asking, form: Form[Any]) -> HttpResponseBase:
    given = _given_id(request)
    answer = form.read(request.POST)
    if answer.value is None:
        return _page(request, found, asking, answer, given, status=UNPROCESSABLE)
    # Made from the case, the writer and the page too, so that it can meet no entry of anybody else's.
    entry_id = uuid.uuid5(found.case.id, f"{found.by.user_id}:{asking.page}:{given}")
    if _was_other(found, entry_id, answer.value):
        said = {asking.answers_for: _("Something else was saved from this page already. If this is new, save again.")}
        return _page(request, found, asking, form.refused(request.POST, said), str(uuid.uuid4()), status=UNPROCESSABLE)
    try:
        entry = NewEntry(asking.kind, answer.value.data(), at=answer.value.at, id=entry_id)
        with or_nothing():
            append(case_id=found.case.id, entry=entry, by=found.by)
    except (NotAllowedNow, EntryRefused) as error:
        field = "at" if isinstance(error, EntryRefused) and answer.value.at else asking.answers_for
        return _page(
            request, found, asking, form.refused(request.POST, {field: str(error)}), given, status=UNPROCESSABLE
        )
    return HttpResponseRedirect(f"{addresses.of_case(found.case.id)}?{SAVED}={entry_id}")


def _given_id(request: HttpRequest) -> str:
    """Return the mark of one showing of a form, the same however often it is sent."""
    try:
        return str(uuid.UUID(request.POST.get(ENTRY, "")))
    except ValueError:
        raise AskedBadly(
            _("Part of the form is missing, so nothing was kept. Open the case and do it again.")
        ) from None


def _was_other(found: Opened, entry_id: uuid.UUID, value: Written) -> bool:
    """Return whether the same showing of the form has brought something else before."""
    kept = queries.entry(found.case, entry_id)
    return kept is not None and kept.data != value.data()


def _page(
    request: HttpRequest, found: Opened, asking: Asking, form: Reading[Any], given: str, status: int = 200
) -> HttpResponseBase:
    """Show the form, and write down that the case was read for it; that stays written where the answer is refused."""
    words = {
        "form": form,
        "entry": given,
        "draft_of": found.by.user_id,
        "case_href": addresses.of_case(found.case.id),
        "reference": found.case.reference,
        "is_contact_refused": found.case.is_contact_refused,
    }
    response = render(request, asking.template, words, status=status)
    write_down_case(found, asking.page)
    return reads_kept(response)

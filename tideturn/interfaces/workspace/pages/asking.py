"""A page of a case that asks one thing: shown, read, written by the engine or refused in its words, and back again.

A form may come twice: after a double tap, or again once there is signal. Both are one entry.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.engines.pathways.errors import EntryRefused, NotAllowedNow
from tideturn.engines.people.record.errors import DetailsRefused, RecordError
from tideturn.foundations.sharing import queries as sharing
from tideturn.foundations.sharing.errors import SharingError
from tideturn.interfaces.design.forms import Form, Problem, Reading
from tideturn.interfaces.workspace import addresses, reading
from tideturn.interfaces.workspace.errors import AskedBadly
from tideturn.interfaces.workspace.pages.page import reads_kept
from tideturn.interfaces.workspace.presenters.head import head_of
from tideturn.interfaces.workspace.reading import Opened

Value = TypeVar("Value")
REFUSALS = (NotAllowedNow, EntryRefused, SharingError, RecordError)
UNPROCESSABLE = 422
ENTRY, SAVED = "entry", "saved"
# What was written last from this session, to answer a form sent twice where its writer sees the case no longer.
WRITTEN, REMEMBERED = "written", 20


@dataclass(frozen=True)
class Asking(Generic[Value]):
    """One question to somebody at work: its words, its form, and what the engine does with the answer.

    `write` is given the answer and the id that makes a form sent twice one entry. With `why_not` nothing is asked.
    """

    page: str
    title: str
    form: Form[Value]
    write: Callable[[Value, uuid.UUID], object]
    button: str
    said: tuple[str, ...] = ()
    why_not: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    template: str = "workspace/case/asking.html"
    more: Mapping[str, object] = field(default_factory=dict)
    then: str = ""
    logs: "Logging[Value] | None" = None


@dataclass(frozen=True)
class Logging(Generic[Value]):
    """How a question is asked outdoors: whose it is stands nowhere on the page, and a draft of it may come again late.

    `was_other` tells whether the same showing brought something else before; what the engine refuses is said at the
    field `answers_for`, or where the moment is at fault at that.
    """

    was_other: Callable[[Value, uuid.UUID], bool]
    answers_for: str


def ask(request: HttpRequest, found: Opened, asking: Asking[Value]) -> HttpResponseBase:
    """Return the page of a question, or the way back once its answer is written."""
    entry = _mark_of(request) if asking.logs else entry_of(request)
    if request.method != "POST":
        return shown(request, found, asking, asking.form.blank(asking.values), entry)
    if asking.why_not:
        return _not_asked(request, found, asking, entry)
    answer = asking.form.read(request.POST)
    if answer.value is None:
        return _again(request, found, asking, answer, entry)
    return _answered(request, found, asking, answer.value, entry)


def _answered(
    request: HttpRequest, found: Opened, asking: Asking[Value], value: Value, entry: uuid.UUID
) -> HttpResponseBase:
    """Have an answer written, once, or say at its place why it cannot be."""
    own = _own(found, asking.page, entry)
    if asking.logs and asking.logs.was_other(value, own):
        said = {
            asking.logs.answers_for: _("Something else was saved from this page already. If this is new, save again.")
        }
        return _again(request, found, asking, asking.form.refused(request.POST, said), uuid.uuid4())
    try:
        with reading.or_nothing(), transaction.atomic():
            asking.write(value, own)
    except REFUSALS as error:
        return _again(request, found, asking, _refused(asking, request, error, value), entry)
    then = f"{addresses.of_case(found.case.id)}?{SAVED}={own}" if asking.logs else asking.then
    return written(request, found, entry, then)


def _again(
    request: HttpRequest, found: Opened, asking: Asking[Value], answer: Reading[Value], entry: uuid.UUID
) -> HttpResponseBase:
    return reads_kept(shown(request, found, asking, answer, entry, UNPROCESSABLE))


def _not_asked(request: HttpRequest, found: Opened, asking: Asking[Value], entry: uuid.UUID) -> HttpResponseBase:
    """Refuse an answer to what was not asked; of one sent twice, the first may be why it is not asked any more."""
    if was_written(request):
        return written(request, found, entry, asking.then)
    return _again(request, found, asking, asking.form.blank(asking.values), entry)


def shown(
    request: HttpRequest,
    found: Opened,
    asking: Asking[Value],
    answer: Reading[Value],
    entry: uuid.UUID,
    status: int = 200,
) -> HttpResponseBase:
    """Return the page with its form, and write down that the case was read for it."""
    words = {"asking": asking, "form": answer, "entry": entry, **asking.more}
    person = None
    if asking.logs is None:
        head = head_of(found)
        words, person = {"head": head, "trail": head.trail, **words}, head.person
    response = render(request, asking.template, words, status=status)
    reading.write_down_case(found, asking.page, person)
    return response


def written(request: HttpRequest, found: Opened, entry: uuid.UUID, then: str = "") -> HttpResponseBase:
    """Go on to where one came from; to one's own list where the case is no longer theirs to see."""
    request.session[WRITTEN] = [str(entry), *request.session.get(WRITTEN, ())][:REMEMBERED]
    if sharing.kind_of_ground(found.case.id) is None:
        return HttpResponseRedirect(reverse("my-cases"))
    return HttpResponseRedirect(then or addresses.of_case(found.case.id) or reverse("my-cases"))


def entry_of(request: HttpRequest) -> uuid.UUID:
    """Return the id under which an answer is kept: the one its page was given, else a new one."""
    try:
        return uuid.UUID(request.POST.get(ENTRY, ""))
    except ValueError:
        return uuid.uuid4()


def _mark_of(request: HttpRequest) -> uuid.UUID:
    """Return the mark of one showing of a form, which must be there: without it a draft could be kept twice."""
    try:
        return uuid.UUID(request.POST.get(ENTRY, "")) if request.method == "POST" else uuid.uuid4()
    except ValueError:
        raise AskedBadly(
            _("Part of the form is missing, so nothing was kept. Open the case and do it again.")
        ) from None


def _own(found: Opened, page: str, entry: uuid.UUID) -> uuid.UUID:
    """Return an id made from the case, the writer and the page too, so that it meets no entry of anybody else's."""
    return uuid.uuid5(found.case.id, f"{found.by.user_id}:{page}:{entry}")


def was_written(request: HttpRequest) -> bool:
    """Tell whether a form sent now was sent before from this session and is kept."""
    return request.method == "POST" and request.POST.get(ENTRY, "") in request.session.get(WRITTEN, ())


def _refused(asking: Asking[Value], request: HttpRequest, error: Exception, value: Value) -> Reading[Value]:
    if asking.logs is None:
        return refused(asking.form, request, error)
    is_about_when = isinstance(error, EntryRefused) and getattr(value, "at", None)
    return asking.form.refused(request.POST, {"at" if is_about_when else asking.logs.answers_for: str(error)})


def refused(form: Form[Value], request: HttpRequest, error: Exception) -> Reading[Value]:
    """Return a form with what an engine refused: at its field where the engine names one, else above the form."""
    reasons = error.reasons if isinstance(error, DetailsRefused) else {}
    names = {one.name for one in form.fields}
    if reasons and set(reasons) <= names:
        return form.refused(request.POST, reasons)
    answer = form.blank(request.POST)
    said = " ".join(reasons.values()) or str(error)
    return replace(answer, value=None, problems=(Problem("", "#asked", said),))

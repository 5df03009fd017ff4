"""Small entries of a case: a note, naloxone given, what the person wishes about contact."""

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from tideturn.engines.pathways.entries import Kind
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.writing import Asking, ask
from tideturn.interfaces.workspace.presenters.written import naloxone_form, note_form, wish_form

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
NOTE = Asking("add-note", Kind.NOTE_ADDED, "workspace/note.html", note_form, answers_for="text")
NALOXONE = Asking("naloxone-given", Kind.NALOXONE_GIVEN, "workspace/naloxone.html", naloxone_form, answers_for="note")
WISH = Asking("contact-wish", Kind.CONTACT_WISH, "workspace/contact_wish.html", wish_form, answers_for="wish")


@page
@GET_OR_POST
def add_note(request: HttpRequest, case_id: uuid.UUID) -> HttpResponseBase:
    """Ask for a note."""
    return ask(request, case_id, NOTE)


@page
@GET_OR_POST
def naloxone_given(request: HttpRequest, case_id: uuid.UUID) -> HttpResponseBase:
    """Ask when naloxone was given."""
    return ask(request, case_id, NALOXONE)


@page
@GET_OR_POST
def contact_wish(request: HttpRequest, case_id: uuid.UUID) -> HttpResponseBase:
    """Ask what the person now wishes about being contacted."""
    return ask(request, case_id, WISH)

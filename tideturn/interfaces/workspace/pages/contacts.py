"""Logging a try to reach the person: three taps from my cases."""

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from tideturn.engines.pathways.entries import Kind
from tideturn.interfaces.workspace.pages.page import page
from tideturn.interfaces.workspace.pages.writing import Asking, ask
from tideturn.interfaces.workspace.presenters.written import contact_form

CONTACT = Asking("log-contact", Kind.CONTACT_LOGGED, "workspace/contact.html", contact_form, answers_for="result")


@page
@require_http_methods(["GET", "HEAD", "POST"])
def log_contact(request: HttpRequest, case_id: uuid.UUID) -> HttpResponseBase:
    """Ask how it was tried and what came of it; the button of the result saves."""
    return ask(request, case_id, CONTACT)

"""Whoever is let in at once is where they would be after the two pages of signing in."""

import re

import pytest
from django.test import Client

from tests.interfaces.workspace import people
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit.models import Entry

pytestmark = pytest.mark.django_db
# Moments, and the mark by which a page knows its form.
PASSING = re.compile(r"\d{9,}\.\d+|name=\"csrfmiddlewaretoken\" value=\"[^\"]+\"|nonce=\"[^\"]+\"")


def told(browser: Client) -> str:
    """Return the session, the audit and a page of somebody who was let in, without what passes."""
    with acting(system_actor("audit")):
        last = Entry.objects.order_by("-sequence").first()
    audited = last.agency, last.actor, last.action, last.kind, last.detail
    page = browser.get("/workspace/").content.decode()
    return PASSING.sub("", f"{sorted(browser.session.items())}\n{audited}\n{page}")


def test_session_audit_and_page_are_those_of_signing_in_over_the_pages(morag) -> None:
    over_the_pages = told(people.signed_in(morag))
    morag.refresh_from_db()
    first = morag.last_login

    at_once = told(people.let_in(morag))
    morag.refresh_from_db()

    assert at_once == over_the_pages
    assert "'type': 'totp'" in at_once
    assert "sign in" in at_once
    assert morag.last_login > first

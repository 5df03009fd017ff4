"""Credentials: shown once, kept as a digest, in force until revoked or expired."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.foundations.conftest import SET_UP
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.errors import CredentialUnknown, PermissionUnknown
from tideturn.foundations.access.models import Credential
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission

pytestmark = pytest.mark.django_db


def issued(agency, **more):
    with acting(SET_UP):
        return credentials.issue(agency, SET_UP, **more)


def test_issue_keeps_nothing_of_the_secret(north):
    text = issued(north.agency)

    with acting(SET_UP):
        kept = Credential.objects.get()
    assert text.startswith("tt_north_")
    assert len(text) >= len("tt_north_") + 43
    assert bytes(kept.digest) == credentials.digest_of(text)
    assert kept.prefix == text[: len("tt_north_") + credentials.SHOWN_OF_THE_SECRET]


def test_authenticate_returns_the_agency_as_an_actor(north):
    actor = credentials.authenticate(issued(north.agency))

    assert (actor.agency_id, actor.user_id, actor.system) == ("north", None, None)
    assert has_permission(actor, Permission.INTAKE_NEAR_FATAL_OVERDOSES)
    assert not has_permission(actor, Permission.CASES_READ)


@pytest.mark.parametrize("bearer", ["", "tt_north_x", "\0", "é" * 5000, "\udcff"])
def test_authenticate_lets_no_other_text_in(north, bearer):
    issued(north.agency)

    assert credentials.authenticate(bearer) is None


def test_authenticate_asks_the_same_whether_unknown_revoked_or_expired(north):
    text, expired = issued(north.agency), issued(north.agency, expires_at=timezone.now() - timedelta(seconds=1))
    with acting(SET_UP):
        credentials.revoke(prefix=credentials.prefix_of(text), by=SET_UP)

    asked = []
    for bearer in (text, expired, "tt_nobody_at-all"):
        with CaptureQueriesContext(connection) as queries:
            assert credentials.authenticate(bearer) is None
        asked.append(len(queries))
    assert len(set(asked)) == 1


def test_authenticate_writes_nothing(north):
    text = issued(north.agency)

    with CaptureQueriesContext(connection) as queries:
        credentials.authenticate(text)
    assert not [query for query in queries if query["sql"].split()[0] in ("UPDATE", "INSERT")]


def test_revoke_names_one_in_force(north):
    with acting(SET_UP), pytest.raises(CredentialUnknown):
        credentials.revoke(prefix="tt_north_nothing", by=SET_UP)


def test_checked_refuses_a_permission_that_is_none():
    assert credentials.checked(["measures.read"]) == (Permission.MEASURES_READ,)
    with pytest.raises(PermissionUnknown, match=r"measures\.read"):
        credentials.checked(["everything"])

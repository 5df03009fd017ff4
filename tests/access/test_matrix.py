"""Every address × method × role × relation, from the list of addresses: who gets what, and nobody another's."""

import copy
import re
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import path

from tests.access.addresses import Address, addresses
from tests.access.rules import RULES, WORKSPACE, Door, Rule
from tests.access.world import NOWHERE, ROLES_TRIED, Both, Side, two_agencies
from tests.engines.pathways.conftest import invented_country, quick_passwords
from tests.made_once import made_once
from tideturn.engines.pathways.models import Entry
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.signing_in import actor_for

__all__ = ["invented_country", "quick_passwords"]
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
# What differs between two answers to one question: secrets of forms, the address asked, and an entry's own new number.
OWN_MARKS = re.compile(rb'(?:name="csrfmiddlewaretoken" value="[^"]*")|(?:name="entry" value="[^"]*")')
NUMBER = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|/\d+/")


@pytest.fixture(scope="module")
def both(django_db_setup: None, django_db_blocker, repository: Path) -> Iterator[Both]:
    """Two agencies and whoever works at the one, for all tests of this file."""
    with made_once(django_db_blocker, lambda: two_agencies(repository / "packs" / "example")) as both:
        yield both


@pytest.fixture
def ours(both: Both, db: None) -> Side:
    """The agency whose people come."""
    return both.ours


@pytest.fixture
def theirs(both: Both, db: None) -> Side:
    """The agency whose things they must never learn of."""
    return both.theirs


@pytest.fixture
def browsers(both: Both, db: None) -> dict[str, Client]:
    """A browser for each role of our agency, of which nothing stays after a test."""
    return {role: again(browser) for role, browser in both.browsers.items()}


@pytest.fixture
def actors(ours: Side) -> dict[str, Actor]:
    """Who acts in each role."""
    return {role: actor_for(ours.users[role]) for role in ROLES_TRIED}


def again(browser: Client) -> Client:
    """Return another browser of whoever has signed in with one."""
    other = Client()
    other.cookies = copy.deepcopy(browser.cookies)
    return other


def staff_addresses() -> Iterator[tuple[Address, Rule]]:
    for address in addresses():
        if RULES[address.name].door is Door.STAFF:
            yield address, RULES[address.name]


def told(answer) -> bytes:
    """Return all the bytes of an answer: its head and its body."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return repr(sorted(answer.headers.items())).encode() + body


def same(answer) -> bytes:
    """Return an answer without what differs between two that are the same."""
    return NUMBER.sub(b"", OWN_MARKS.sub(b"", told(answer)))


def test_every_address_has_a_rule():
    named = {address.name for address in addresses()}

    assert named - set(RULES) == set()
    assert set(RULES) - named == set(), "rules for addresses that are gone"


def test_an_address_without_a_rule_is_found():
    class Planted:
        url_patterns = (path("workspace/new-room/", lambda request: None, name="planted"),)

    assert {address.name for address in addresses(Planted)} - set(RULES) == {"planted"}


def test_whoever_has_not_signed_in_is_sent_to_the_door(ours, theirs):
    answers = Counter()
    for address, _rule in staff_addresses():
        for method in METHODS:
            answer = Client().generic(method, address.filled(ours.values))
            answers[answer.status_code] += 1

            assert answer.status_code in (302, 403, 405), (address.name, method, answer.status_code)
            assert b"Zebrafinch" not in told(answer)
            assert b"Swallowtail" not in told(answer)
    assert sum(answers.values()) == len(METHODS) * sum(1 for _ in staff_addresses())


def test_what_belongs_to_another_is_as_if_it_were_not_there(theirs, browsers, actors):
    tried = 0
    for number, (address, rule) in enumerate(staff_addresses()):
        if not rule.is_of_something:
            continue
        for role, browser in browsers.items():
            for method in ("GET", "POST") if is_sent_to(rule, actors[role], role, number) else ("GET",):
                foreign = browser.generic(method, address.filled(theirs.values))
                nothing = browser.generic(method, address.filled(NOWHERE))
                tried += 1

                place = (address.name, role, method, foreign.status_code, nothing.status_code)
                assert foreign.status_code in (403, 404, 405), place
                assert same(foreign) == same(nothing), place
                assert b"Zebrafinch" not in told(foreign), place
    assert tried > 1000 * len(ROLES_TRIED) // 16


def is_sent_to(rule: Rule, actor: Actor, role: str, number: int) -> bool:
    """Say whether a role sends something to the address of a number: each that may, and of the others one of four."""
    return rule.opens_for(actor) or (ROLES_TRIED.index(role) + number) % 4 == 0


# Open to whoever is let in, and yet no page for everybody: these lead on to the room where one's work lies.
ELSEWHERE = ("nowhere", "meeting-begin", "administration", "my-cases")


def test_each_role_gets_what_its_permissions_say_and_nothing_of_another_agency(ours, browsers, actors):
    statuses = Counter()
    for address, rule in staff_addresses():
        for role, browser in browsers.items():
            answer = browser.get(address.filled(ours.values))
            statuses[answer.status_code] += 1
            place = (address.name, role, answer.status_code)
            actor = actors[role]
            may = rule.opens_for(actor)
            # Whoever reads a case may also read why a step in it is not theirs; the step itself is tried below.
            may_read_why = rule.is_of_something and has_permission(actor, Permission.CASES_READ)

            assert answer.status_code < 500, place
            assert b"Zebrafinch" not in told(answer), place
            if not may:
                assert answer.status_code in (403, 404, 405) or (may_read_why and answer.status_code == 200), place
            elif not rule.is_of_something and address.name not in ELSEWHERE:
                assert answer.status_code in (200, 405), place
    assert statuses[200] > 100


def test_whoever_may_not_write_writes_nothing_whatever_they_send(ours, browsers):
    before, tried = entries(), 0
    for address, rule in staff_addresses():
        for role in ("caldicott-lead", "auditor", "administrator"):
            if rule.is_of_something and rule.permission is not Permission.WISHES_RECORD:
                sent = {"channel": "visit", "result": "spoke", "text": "x", "reason": "x", "sure": "yes"}
                answer = browsers[role].post(address.filled(ours.values), sent)
                tried += 1

                assert answer.status_code < 500, (address.name, role)
    assert tried > 90
    assert entries() == before


def entries() -> set[uuid.UUID]:
    with acting(system_actor("clocks")):
        return set(Entry.objects.values_list("id", flat=True))


def test_the_canary_is_there_for_its_own_people(ours, browsers):
    """The negative control: the word that must not be found in another's answers is found in one's own."""
    assert b"Swallowtail" in told(browsers["duty-lead"].get(f"/workspace/cases/{ours.values['case_id']}/"))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_page_takes_a_method_that_it_was_not_made_for(ours, theirs, browsers, method):
    for address, _rule in staff_addresses():
        answer = browsers["agency-manager"].generic(method, address.filled(theirs.values))

        assert answer.status_code in (403, 404, 405), (address.name, answer.status_code)
        assert b"Zebrafinch" not in told(answer)


def test_public_addresses_ask_for_nobody_and_tell_of_nobody(ours, theirs):
    for address in addresses():
        if RULES[address.name].door is not Door.PUBLIC:
            continue
        for method in METHODS:
            answer = Client(raise_request_exception=False).generic(method, address.filled(NOWHERE))

            assert answer.status_code < 500, (address.name, method)
            assert not answer.cookies, (address.name, method)
            assert b"Zebrafinch" not in told(answer)


def test_a_guard_taken_away_is_seen_by_the_matrix(ours, theirs, browsers):
    """The planted fault: where the deciding function says yes to everybody, another's case is there for us."""
    yes_to_all = "language sql stable as $$select 'holder'$$"
    with connection.cursor() as cursor:
        cursor.execute(f"create or replace function sharing_ground(asked uuid) returns text {yes_to_all}")
    answer = browsers["duty-lead"].get(f"/workspace/cases/{theirs.values['case_id']}/")

    assert answer.status_code == 200
    assert b"Zebrafinch" in told(answer)


def test_rules_of_the_workspace_name_a_door():
    assert all(rule.door is not Door.PUBLIC for rule in WORKSPACE.values())

"""What the tests of intake share: an agency that sends reports, and what it sends."""

import copy
import json
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from tests.engines.pathways.conftest import (
    duty_lead,
    invented_country,
    make_place,
    national_queue,
    northmark,
    quick_passwords,
    worker,
)
from tests.foundations.conftest import SET_UP, Place
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import acting

__all__ = ["duty_lead", "invented_country", "make_place", "national_queue", "northmark", "quick_passwords", "worker"]
ADDRESS = "/api/v1/intake/near-fatal-overdoses/"
REPORT = {
    "occurred_at": "2026-11-21T02:14:00Z",
    "source_reference": "EAS-2026-000123",
    "other_references": [],
    "place": {"area": "EM-A01", "description": "A stairwell (invented)"},
    "person": {
        "chi": None,
        "given_name": "Robin",
        "family_name": "Marsh",
        "birth_date": "1984-05-19",
        "sex": None,
        "phone": None,
        "address": None,
        "area": None,
    },
    "naloxone_given": True,
    "substances_suspected": ["heroin"],
    "conveyed_to": None,
    "contact": "not_asked",
    "notes": "Invented.",
}


class Sender:
    """An agency that reports by program."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.client = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {token}")

    def send(self, report: object = REPORT, key: str | None = None, **headers: str):
        """Send a report under a key of its own."""
        return self.client.post(
            ADDRESS,
            json.dumps(report),
            content_type="application/json",
            headers={"Idempotency-Key": key or str(uuid.uuid4()), **headers},
        )

    def read(self, report_id: str):
        """Ask for a receipt again."""
        return self.client.get(f"{ADDRESS}{report_id}/")


@pytest.fixture
def make_sender(make_place: Callable[..., Place]) -> Callable[..., Sender]:
    """A function that makes an agency with a credential."""

    def make(name: str, kind: str = "ambulance-service", **choices: object) -> Sender:
        place = make_place(name, kind=kind)
        with acting(SET_UP):
            return Sender(credentials.issue(place.agency, SET_UP, **choices))

    return make


@pytest.fixture
def ambulance(make_sender: Callable[..., Sender]) -> Sender:
    """The invented ambulance service."""
    return make_sender("Estmark Ambulance")


@pytest.fixture
def report() -> dict:
    """A report that can be changed."""
    return copy.deepcopy(REPORT)

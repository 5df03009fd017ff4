"""What the tests of the API share: a reader who asks and gets JSON."""

from datetime import date

import pytest
from django.test import Client

from tideturn.engines.plans.models import (
    AreaDelivery,
    Attachment,
    Commitment,
    DueDateRevision,
    Evidence,
    Position,
    Quotation,
    Verdict,
)


class Reader:
    """Someone who asks the API."""

    def __init__(self) -> None:
        self.client = Client(HTTP_HOST="localhost")

    def ask(self, path: str, **parameters):
        """Ask, whatever the answer."""
        return self.client.get(f"/api/v1/{path}", parameters)

    def read(self, path: str, **parameters) -> dict:
        """Ask what must be answered."""
        response = self.ask(path, **parameters)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    def ids(self, **parameters) -> list[str]:
        """Ask for commitments, and return their local ids."""
        return [item["local_id"] for item in self.read("commitments/", limit=200, **parameters)["items"]]


@pytest.fixture
def reader(db) -> Reader:
    """Someone who asks the API about the invented country."""
    return Reader()


@pytest.fixture
def staff_rows(db) -> Commitment:
    """The one commitment about which staff have written all that no pack holds; returned."""
    item = Commitment.objects.get(local_id="LR-01")
    position = Position.objects.get(commitment=item, status="complete")
    verdict = Verdict.objects.create(
        commitment=item,
        value="partly_met",
        author="A. Auditor (invented)",
        organisation_id="estmark-audit-office",
        stated_on=date(2025, 1, 10),
        reason="Two of three areas were seen.",
    )
    Evidence.objects.create(position=position, title="The figures", address="https://www.estmark.example/figures")
    Evidence.objects.create(verdict=verdict, title="Notes", file_name="notes.pdf", sha256="0" * 64)
    DueDateRevision.objects.create(
        commitment=item,
        due_date=date(2024, 3, 15),
        decided_on=date(2023, 3, 1),
        by_id="government-of-estmark",
        reason="More time was asked for.",
        source="A letter made up for this test",
    )
    AreaDelivery.objects.create(
        commitment=item,
        area_scheme="estmark-areas",
        area_code="E1",
        status="complete",
        stated_on=date(2024, 6, 30),
        by_id="northmark-partnership",
        source="A return made up for this test",
    )
    attachment = Attachment.objects.create(
        plan_id=item.plan_id,
        document_id="listening-report",
        file_name="report.txt",
        sha256="1" * 64,
        layout="bulleted-actions",
        attached_by="tests",
    )
    Quotation.objects.create(
        commitment=item,
        attachment=attachment,
        part="text",
        wording="A sentence invented for this test.",
        first_lines=[4, 9],
        last_lines=[5, 9],
    )
    return item

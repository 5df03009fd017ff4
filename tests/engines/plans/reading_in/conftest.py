"""An invented plan of an invented harbour, read in by an invented publisher."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from tests.foundations.conftest import Place, make_place, quick_passwords
from tideturn.engines.plans.models import PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in import beginning, deciding
from tideturn.engines.plans.reading_in.beginning import About
from tideturn.engines.plans.words import Nature
from tideturn.foundations.access.acting import Actor, acting
from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents.documents import document_from_bytes

__all__ = ["make_place", "quick_passwords"]
PLAN = """# Harbour Plan

## Kits

- The Government of Estmark should give a kit to everyone who asks for one at a harbour door by December 2030.
- Quay Watch should open the harbour doors at night and on holidays.
- The Government of Estmark should, at every harbour door by June 2029, give a kit to everyone who asks for one.

## Counting

- Harbour Lights should publish a count of the kits each year. It should train a nurse in every harbour.
"""
# A report that prints answers, how far it is, and sums.
LANTERN = """# Lantern Report

## Lamps

| No | Recommendation | Response | Status |
|----|----------------|----------|--------|
| 1 | The Government of Estmark should light every quay by June 2029, for up to £300,000 per year. | Accepted in part. \
We set aside £9 million, including £2 million for lamps. | Under way |
| 2 | Harbour Lights should mend every lamp. | Not accepted. Lamps last. | On hold |
"""
ABOUT = About(
    plan_slug="harbour-plan-2026",
    title="The Harbour Plan",
    short_title="Harbour Plan",
    publisher="government-of-estmark",
    nature=Nature.PROMISED,
    published=date(2026, 1, 15),
    address="https://harbours.example/plan",
)


@pytest.fixture
def publisher(make_place: Callable[..., Place]) -> Iterator[Actor]:
    """Somebody who publishes plans, for whom the database lets the transaction act."""
    actor = make_place("National", kind="national").actor("Pia Publisher", "plan-publisher")
    with acting(actor):
        yield actor


@pytest.fixture
def read_in(register, publisher: Actor) -> Callable[..., ReadingIn]:
    """A function that reads a text in, and says what plan it is."""

    def read_in(text: str = PLAN, about: About | None = ABOUT, name: str = "harbour.md") -> ReadingIn:
        content = text.encode()
        document = document_from_bytes(name, content)
        reading = read_document(document)
        begun = beginning.begin(document=document, reading=reading, content=content, file_name=name, by=publisher)
        return beginning.describe(reading_id=begun.pk, about=about, by=publisher) if about else begun

    return read_in


@pytest.fixture
def accept_all(publisher: Actor) -> Callable[[ReadingIn], None]:
    """A function that accepts every draft that is not decided."""

    def accept_all(reading: ReadingIn) -> None:
        for draft in PlanDraft.objects.filter(reading_in=reading, decision=""):
            deciding.accept(draft_id=draft.pk, by=publisher)

    return accept_all

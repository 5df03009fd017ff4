"""Invented services in the places and words of a pack, so that the pages of help can be asked about them.

Where they lie and what they are called by is the pack's; that they are there at all is invented.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.invented_directory import pages, services
from tideturn.engines.directory.describing import Describing, describing
from tideturn.packs.schema.directory_term import FacetId, Term
from tideturn.packs.schema.gazetteer import Place, PlaceKind

SAID_OF_EACH = (FacetId.KINDS_OF_HELP, FacetId.ACCESS, FacetId.WHO_FOR, FacetId.SUBSTANCES)


@dataclass(frozen=True)
class Country:
    """What of a pack services are made with."""

    describing: Describing
    districts: Sequence[Place]
    terms: dict[FacetId, Sequence[Term]]

    @property
    def kinds(self) -> Sequence[Term]:
        """Return the kinds of help."""
        return self.terms[FacetId.KINDS_OF_HELP]


def country() -> Country:
    """Return the places and words of the pack in use."""
    known = describing()
    districts = [place for place in known.places.places if place.kind is PlaceKind.DISTRICT]
    return Country(known, districts, {facet: list(known.vocabulary.facet(facet).terms) for facet in SAID_OF_EACH})


def services_of(here: Country, count: int, *, seed: int) -> Iterator[dict[str, Any]]:
    """Yield so many services, each with a term of four kinds and in one or two districts."""
    for number, item in enumerate(services(count, seed)):
        die = random.Random(f"help:{seed}:{number}")
        about = [here.describing.term_of(facet, die.choice(terms)) for facet, terms in here.terms.items()]
        at = [_moved(place, die.choice(here.districts), die) for place in item["service_at_locations"]]
        attributes = [{"id": f"{item['id']}-{n}", "taxonomy_term": term} for n, term in enumerate(about)]
        yield item | {"attributes": attributes, "service_at_locations": at, "service_areas": []}


def save(out: Path, count: int, *, seed: int) -> None:
    """Write a directory as pages into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages(services_of(country(), count, seed=seed), count), start=1):
        (out / f"page_{number:06d}.json").write_bytes(page)


def _moved(place: dict[str, Any], district: Place, die: random.Random) -> dict[str, Any]:
    location = place["location"]
    named = {"city": district.name, "postal_code": f"{district.name} {die.randint(1, 9)}AA"}
    moved = {
        "id": f"{place['id']}-there",
        "latitude": round(district.latitude + die.gauss(0, 0.02), 6),
        "longitude": round(district.longitude + die.gauss(0, 0.03), 6),
        "addresses": [location["addresses"][0] | named],
    }
    return place | {"location": location | moved}

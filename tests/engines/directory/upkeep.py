"""People who keep the directory of the invented country, and a service whose entry they keep."""

from dataclasses import dataclass

from tests.engines.directory.conftest import BY, at, invented_id, service
from tests.foundations.conftest import Place
from tideturn.engines.directory.listing import national_id
from tideturn.engines.directory.models import Service, Steward
from tideturn.foundations.access.acting import Actor, acting

ORGANISATION = {"id": invented_id("harbour"), "name": "Harbour Lights (invented)"}
QUAY = at(
    "Quay Street",
    50.6,
    -25.0,
    addresses=[{"id": invented_id("quay address"), "address_1": "7 Quay Street", "postal_code": "NMK1 1AA"}],
)
WARM = service(
    "Warm Door (invented)",
    description="Tea, and somebody who listens.",
    email="old@harbour.example",
    assured_date="2026-01-15",
    organization=ORGANISATION,
    schedules=[{"id": "s1", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}],
    service_at_locations=[QUAY],
)
HARBOUR = national_id("northmark", "organization", ORGANISATION["id"])


@dataclass(frozen=True)
class Keepers:
    """A provider's editor, the partnership's approver, and an approver of another area."""

    editor: Actor
    approver: Actor
    elsewhere: Actor


def keepers(make_place) -> Keepers:
    """Return the people, with agencies of their own."""
    provider: Place = make_place("Harbour Lights", "EM-A01", kind="drug-and-alcohol-service")
    northmark, southhaven = (
        make_place("Northmark partnership", "EM-A01"),
        make_place("Southhaven partnership", "EM-A03"),
    )
    return Keepers(
        provider.actor("Effie Editor", "directory-editor"),
        northmark.actor("Ada Approver", "directory-approver"),
        southhaven.actor("Sid Other", "directory-approver"),
    )


def kept(bring, people: Keepers) -> Service:
    """Return the service, in the directory and kept by the editor's agency."""
    bring(WARM)
    with acting(BY):
        Steward.objects.create(
            organisation_id=HARBOUR, agency_id=people.editor.agency_id, contact="desk@harbour.example", set_by="x"
        )
    return Service.objects.get(name=WARM["name"])

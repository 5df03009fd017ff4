"""What an agency has in the directory of help: a feed, an entry that it keeps, and a change that nobody has seen yet.

The entry itself is for everybody to read, and so bears no word by which its agency is known; the change bears one, and
what somebody found wrong with it.
"""

import uuid
from collections.abc import Mapping

from tests.foundations.conftest import Place
from tideturn.engines.directory.actions import editing
from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.actions.reporting import Fault, report_wrong
from tideturn.engines.directory.models import Organisation, Service, Source, Steward
from tideturn.engines.directory.words import Wrong
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import User
from tideturn.foundations.access.signing_in import actor_for
from tideturn.sources.open_referral.entities import Entity, Kind

DISTRICTS = {"EM-A01": ("NMK1", "northmark"), "EM-A03": ("SHV1", "southhaven")}
BY = system_actor("directory")


def directory_of(place: Place, user: User, canary: str) -> Mapping[str, object]:
    """Return what the addresses of the directory are filled in with."""
    district, partnership = DISTRICTS[place.agency.areas[0]]
    feed = Source.objects.create(id=f"feed-{partnership}", title=f"{canary} feed", partnership=partnership)
    with acting(BY):
        entity = Entity(Kind.SERVICE, district, _service(district), "item 1")
        propose(source_id=feed.pk, name="feed.json", entities=[entity], form={}, by=BY)
        apply(source_id=feed.pk, by=BY)
        service = Service.objects.get(name=f"Door of {district}")
        organisation = Organisation.objects.get(pk=service.organisation_id)
        steward = Steward.objects.create(
            organisation=organisation, agency=place.agency, contact=f"{canary.lower()}@desk.example", set_by=canary
        )
        fault = Fault(Wrong.HOURS, f"{canary} found it shut")
        report = report_wrong(service=service, fault=fault, key=uuid.uuid4(), by=BY)
    me = actor_for(user)
    with acting(me):
        change = editing.draft(content={"description": f"{canary} tea"}, why=canary, by=me, service=service)
    return {
        "service_id": service.pk,
        "change_id": change.pk,
        "provider_id": organisation.pk,
        "feed_id": feed.pk,
        "steward_id": steward.pk,
        "reference": report.reference,
    }


def _service(district: str) -> dict[str, object]:
    address = {"id": f"a{district}", "address_1": "1 Row", "postal_code": f"{district} 1AA"}
    location = {"id": f"l{district}", "location_type": "physical", "name": "Row", "addresses": [address]}
    return {
        "id": district,
        "name": f"Door of {district}",
        "status": "active",
        "organization": {"id": f"o{district}", "name": f"Keeper of {district}"},
        "service_at_locations": [{"id": f"s{district}", "location": location}],
    }

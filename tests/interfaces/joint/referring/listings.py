"""Services of the directory as the tests of referrals need them: brought in as a feed, like any other."""

import uuid

from tests.foundations.conftest import Place
from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.describing import describing, term_id
from tideturn.engines.directory.models import Service, Source, Steward
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.sources.open_referral.entities import Entity, Kind

BY = system_actor("directory")


def entry_of_help(name: str, *terms: str, is_hidden: bool = False, status: str = "active") -> Service:
    """Bring a service in that bears some of the pack's words, at a door in Northmark, and return it."""
    published = {term["code"]: term for _, several in describing().published() for term in several}
    address = {"id": f"a{name}", "address_1": "9 Canary Wharf Row", "postal_code": "NMK1 1AA"}
    location = {"id": f"l{name}", "location_type": "physical", "name": "Canary House", "addresses": [address]}
    hidden = {"confidential": True} if is_hidden else {}
    said = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
        "name": name,
        "status": status,
        "organization": {"id": f"o{name}", "name": f"Keeper of {name}"},
        "phones": [{"id": f"p{name}", "number": "01632 960555"}],
        "attributes": [
            {"id": f"{name}{term}", "taxonomy_term_id": str(term_id(term)), "taxonomy_term": published[term]}
            for term in terms
        ],
        "service_at_locations": [{"id": f"s{name}", "location": location | hidden}],
    }  # fmt: skip
    feed = f"feed-{uuid.uuid5(uuid.NAMESPACE_URL, name).hex[:8]}"
    with acting(BY):
        Source.objects.create(id=feed, title=f"Feed of {name}", licence="Invented.")
        propose(
            source_id=feed,
            name="feed.json",
            entities=[Entity(Kind.SERVICE, said["id"], said, "item 1")],
            form={},
            by=BY,
        )
        apply(source_id=feed, by=BY)
        return Service.objects.select_related("organisation").get(name=name)


def keeps(place: Place, service: Service) -> None:
    """Let an agency keep the entries of a service's organisation."""
    with acting(BY):
        Steward.objects.create(
            organisation=service.organisation, agency=place.agency, contact="keeper@desk.example", set_by="Test"
        )

"""Two sources that tell of one service: the sure are joined, the doubtful wait for a person, and all can be parted."""

import pytest

from tests.engines.directory.conftest import BY, at, service
from tideturn.engines.directory import queries
from tideturn.engines.directory.actions import recognising
from tideturn.engines.directory.errors import NotOnePair, ServiceNotFound
from tideturn.engines.directory.models import Likeness, Listing, Service, Source
from tideturn.foundations.access.acting import acting

ADDRESS = [{"id": "a", "postal_code": "MDV1 4QQ", "city": "Lanternbridge"}]
LIGHTS = {"id": "lights", "name": "Harbour Lights (invented)"}


def told(name: str, key: str, **said):
    place = at(f"Quay {key}", 50.0, -25.0, addresses=ADDRESS)
    entry = service(f"{name} {key}", service_at_locations=[place], organization=LIGHTS)
    phones = [{"id": "p", "number": "01632 960123"}]
    return {**entry, "name": name, "phones": phones, "url": "https://harbour.example/x", **said}


FIRST = told("Needle exchange, Harbour Lights (invented)", "1", fees="free")
SECOND = told("Needle exchnage, Harbour Lights (invented)", "2", description="Clean works.")
VAGUE = told("Clean works at the quay (invented)", "3", url="")


@pytest.fixture
def other(source) -> str:
    return Source.objects.create(id="other", title="Other source (invented)", rank=200).pk


def test_sure_pair_is_one_service_with_what_both_say(bring, other):
    bring(FIRST)
    bring(SECOND, by_source=other)

    [one] = queries.shown_services()
    assert str(one.pk) == FIRST["id"]
    assert (one.document["fees"], one.document["description"]) == ("free", "Clean works.")
    assert one.provenance["description"]["source"] == other
    assert Likeness.objects.get().state == "same"
    assert Listing.objects.filter(service=one).count() == Listing.objects.count() == 1


def test_address_of_the_one_that_was_joined_leads_to_the_other(bring, other):
    bring(SECOND, by_source=other)
    code = Service.objects.get().code
    bring(FIRST)

    assert queries.service(SECOND["id"]) == queries.service(FIRST["id"]) == queries.service(code)


def test_doubtful_pair_waits_for_a_person(bring, other):
    bring(FIRST)
    bring(VAGUE, by_source=other)

    [pair] = queries.doubtful_pairs()
    assert queries.shown_services().count() == 2
    assert pair.reasons["telephone"] > 0

    with acting(BY):
        recognising.say_same(likeness_id=pair.pk, by=BY)

    assert queries.shown_services().count() == 1
    assert not queries.doubtful_pairs().exists()


def test_what_a_person_has_parted_stays_apart(bring, other):
    bring(FIRST)
    bring(SECOND, by_source=other)

    with acting(BY):
        recognising.say_other(likeness_id=Likeness.objects.get().pk, by=BY)
    bring({**SECOND, "description": "New words."}, by_source=other)

    assert {str(one.pk) for one in queries.shown_services()} == {FIRST["id"], SECOND["id"]}
    assert queries.service(SECOND["id"]).document["description"] == "New words."
    assert "description" not in queries.service(FIRST["id"]).document
    assert Listing.objects.count() == 2


def test_deciding_twice_is_refused(bring, other):
    bring(FIRST)
    bring(VAGUE, by_source=other)
    pair = queries.doubtful_pairs().get()

    with acting(BY):
        recognising.say_other(likeness_id=pair.pk, by=BY)
        with pytest.raises(NotOnePair):
            recognising.say_other(likeness_id=pair.pk, by=BY)


def test_services_of_one_source_are_never_one(bring):
    bring(FIRST, SECOND)

    assert queries.shown_services().count() == 2
    assert not Likeness.objects.exists()


def test_joined_service_survives_when_one_source_drops_it(bring, other):
    bring(FIRST)
    bring(SECOND, by_source=other)

    bring(by_source=other)

    assert queries.service(SECOND["id"]).unlisted_since is None
    assert "description" not in queries.service(FIRST["id"]).document


def test_service_that_is_nowhere_is_said(db):
    with pytest.raises(ServiceNotFound):
        queries.service("HLP-0000-0000")

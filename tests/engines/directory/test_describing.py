"""Words of the pack are taken from what sources say, by our own terms and by those of others that the pack maps."""

from tests.engines.directory.conftest import at, service
from tideturn.engines.directory.describing import describing, term_id
from tideturn.engines.directory.models import Listing, Service
from tideturn.engines.directory.words import ListingKind


def tagged(bring, **term):
    bring(service("Door (invented)", attributes=[{"id": "a", "taxonomy_term": term}]))
    return set(Listing.objects.get().tags)


def test_our_own_term_is_known_by_its_id(bring):
    assert "kinds-of-help:naloxone" in tagged(bring, id=str(term_id("naloxone")), name="Anything")


def test_term_of_others_is_known_by_its_name_or_code_in_their_taxonomy(bring):
    assert "kinds-of-help:injecting-equipment" in tagged(
        bring, id="x", name="health education", taxonomy="Open Eligibility"
    )
    assert "kinds-of-help:injecting-equipment" in tagged(
        bring, id="x", name="?", code="1190", taxonomy="openeligibility"
    )


def test_same_word_in_a_taxonomy_that_nobody_mapped_means_nothing(bring):
    assert not [
        tag for tag in tagged(bring, id="x", name="Health Education", taxonomy="Other") if tag.startswith("kinds")
    ]


def test_text_is_no_word_of_the_service(bring):
    bring(service("Naloxone for all (invented)", description="Naloxone, needles and somebody to talk to."))

    assert Listing.objects.get().tags == []


def test_kind_of_listing_is_what_its_source_says(bring):
    bring(service("Pharmacy (invented)", attributes=[{"id": "a", "taxonomy_term": {"id": str(term_id("pharmacy"))}}]))

    assert Service.objects.get().kind == ListingKind.PHARMACY


def test_postcode_gives_area_and_rough_place_where_a_feed_has_no_coordinates(bring):
    district = describing().places.district("MDV2")
    place = at("Mill (invented)", 0, 0, addresses=[{"id": "a", "postal_code": "MDV2 4QQ"}])

    bring(service("Door (invented)", service_at_locations=[place]))

    listing = Listing.objects.get()
    assert (listing.area, listing.is_exact) == (district.area, False)
    assert (listing.latitude, listing.longitude) == (district.latitude, district.longitude)
    assert f"area:{district.area}" in listing.tags


def test_every_term_of_the_pack_is_published_once():
    terms = [term for _, terms in describing().published() for term in terms]

    assert len({term["id"] for term in terms}) == len(terms) == len(list(describing().vocabulary.terms()))
    known = {term["id"] for term in terms}
    assert all(term["parent_id"] in known for term in terms if "parent_id" in term)

"""A feed comes in whole or not at all, twice without a difference, and can be taken back."""

import pytest
from django.db import transaction

from tests.engines.directory.conftest import BY, at, entities, service
from tideturn.engines.directory.actions import projecting
from tideturn.engines.directory.actions.applying import apply, refuse, undo
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.actions.concealing import conceal
from tideturn.engines.directory.actions.projecting import project_services
from tideturn.engines.directory.errors import (
    ImportWaits,
    NothingToUndo,
    NothingWaits,
    SaidTwice,
    SourceIsOurs,
    SourceNotFound,
)
from tideturn.engines.directory.giving import entities_of
from tideturn.engines.directory.models import OUR_OWN, Arriving, Listing, Record, Service, Source, Version
from tideturn.foundations.access.acting import acting
from tideturn.foundations.audit.models import Entry
from tideturn.methods.identifiers import references
from tideturn.sources.open_referral.entities import Entity, Kind

WARM = service(
    "Warm Door (invented)",
    description="Tea, and somebody who listens.",
    organization={"id": "org-1", "name": "Harbour Lights (invented)"},
    service_at_locations=[at("Quay Street", 55.9, -3.2), at("Hill Road", 56.0, -3.1)],
)
NIGHT = service("Night Line (invented)")


def said():
    """Return every version of what sources said, but for where in its feed it stood."""
    return list(Version.objects.order_by("id").values("id", "record", "brought_by", "before", "content", "digest"))


def counts(imported):
    return imported.added, imported.changed, imported.vanished, imported.same


def test_feed_becomes_services_with_their_places(bring):
    imported = bring(WARM, NIGHT)

    assert counts(imported) == (2, 0, 0, 0)
    assert Service.objects.get(name=WARM["name"]).document == WARM
    assert Service.objects.get(name=WARM["name"]).organisation.name == "Harbour Lights (invented)"
    assert set(Listing.objects.filter(title=WARM["name"]).values_list("place_name", "reach")) == {
        ("Quay Street", "place"),
        ("Hill Road", "place"),
    }
    assert Listing.objects.get(title=NIGHT["name"]).reach == "country"


def test_same_feed_again_changes_nothing(bring):
    bring(WARM, NIGHT)
    before = said(), list(Service.objects.order_by("id").values())

    imported = bring(NIGHT, WARM)

    assert counts(imported) == (0, 0, 0, 2)
    assert (said(), list(Service.objects.order_by("id").values())) == before


def test_what_a_feed_no_longer_holds_is_kept_and_said_to_be_listed_nowhere(bring):
    bring(WARM, NIGHT)

    imported = bring(WARM)

    assert counts(imported) == (0, 0, 1, 1)
    assert Service.objects.get(name=NIGHT["name"]).unlisted_since is not None
    assert Service.objects.get(name=WARM["name"]).unlisted_since is None


def test_what_comes_back_is_listed_again(bring):
    bring(WARM, NIGHT)
    bring(WARM)

    imported = bring(WARM, NIGHT)

    assert counts(imported) == (0, 1, 0, 1)
    assert Service.objects.get(name=NIGHT["name"]).unlisted_since is None


def test_undoing_brings_back_what_was_said_before(bring, source):
    bring(WARM, NIGHT)
    before = {one.pk: (one.document, one.unlisted_since) for one in Service.objects.all()}
    bring({**WARM, "description": "Closed.", "service_at_locations": []}, service("New One (invented)"))

    with acting(BY):
        undone = undo(source_id=source.pk, by=BY)

    assert undone.state == "undone"
    assert {one.pk: (one.document, one.unlisted_since) for one in Service.objects.all()} == before
    assert Listing.objects.filter(title=WARM["name"]).count() == 2


def test_undoing_the_first_import_leaves_an_empty_directory(bring, source):
    bring(WARM, NIGHT)

    with acting(BY):
        undo(source_id=source.pk, by=BY)
        with pytest.raises(NothingToUndo):
            undo(source_id=source.pk, by=BY)

    assert not Service.objects.exists()
    assert not Listing.objects.exists()


def test_bringing_again_what_was_undone_works(bring, source):
    bring(WARM, NIGHT)
    with acting(BY):
        undo(source_id=source.pk, by=BY)

    imported = bring(WARM, NIGHT)

    assert counts(imported)[:2] == (0, 2)
    assert Service.objects.count() == 2


def test_id_of_which_a_feed_says_different_things_is_refused_with_its_place(source):
    other = {**WARM, "name": "Cold Door (invented)"}
    with acting(BY), pytest.raises(SaidTwice, match="item 3") as refused, transaction.atomic():
        propose(source_id=source.pk, name="feed.json", entities=entities(WARM, NIGHT, other), form={}, by=BY)

    assert "Nothing was kept" in str(refused.value)
    assert not Arriving.objects.exists()


def listed_and_whole(brief, whole):
    """Return a service as a list has it, and as its own address has it."""
    return [
        Entity(Kind.SERVICE, brief["id"], brief, "service_list.json, item 1"),
        Entity(Kind.SERVICE, whole["id"], whole, "service_full.jsonl, line 1"),
    ]


def test_service_that_is_listed_and_told_of_whole_is_what_the_whole_says(source):
    brief = {"id": WARM["id"], "name": WARM["name"], "status": "active"}

    for _ in range(2):
        with acting(BY):
            propose(source_id=source.pk, name="feed", entities=listed_and_whole(brief, WARM), form={"a": 1}, by=BY)
            imported = apply(source_id=source.pk, by=BY)

    assert counts(imported) == (0, 0, 0, 2)
    assert Service.objects.get().document == WARM
    assert [(one.kind, one.id, one.content) for one in entities_of(source)] == [
        ("service", WARM["id"], brief),
        ("service", WARM["id"], WARM),
    ]


def test_list_that_says_what_the_whole_said_before_is_kept_beside_it(bring, source):
    bring(WARM)
    with acting(BY):
        propose(source_id=source.pk, name="feed", entities=listed_and_whole(WARM, WARM), form={}, by=BY)
        apply(source_id=source.pk, by=BY)

    assert [one.content for one in entities_of(source)] == [WARM, WARM]


def test_first_of_what_shares_an_id_is_taken_where_a_person_says_so(source):
    other = {**WARM, "name": "Cold Door (invented)"}
    with acting(BY):
        propose(
            source_id=source.pk, name="feed", entities=entities(WARM, other, other), form={}, by=BY, keep_first=True
        )
        apply(source_id=source.pk, by=BY)

    assert Service.objects.get().name == WARM["name"]
    assert [one.content["name"] for one in entities_of(source)] == [WARM["name"], other["name"], other["name"]]


def test_concealing_a_service_reaches_what_stands_beside_it(source):
    brief = {"id": WARM["id"], "name": WARM["name"], "service_at_locations": [at("Back Lane", 55.8, -3.3)]}
    with acting(BY):
        propose(source_id=source.pk, name="feed", entities=listed_and_whole(brief, WARM), form={}, by=BY)
        apply(source_id=source.pk, by=BY)
        conceal(service_id=Service.objects.get().pk, by=BY)

    kept = str([one.content for one in entities_of(source)])
    assert "55.8" not in kept
    assert "Back Lane" not in kept
    assert "Quay Street" not in kept


def test_what_stands_elsewhere_in_its_feed_is_given_back_from_there(bring, source):
    bring(WARM, NIGHT)
    bring(NIGHT, WARM)

    assert [one.content["name"] for one in entities_of(source)] == [NIGHT["name"], WARM["name"]]


def test_feed_that_breaks_off_leaves_nothing(source):
    def breaks_off():
        yield from entities(WARM)
        raise ValueError("the line went dead")

    with acting(BY), pytest.raises(ValueError, match="went dead"), transaction.atomic():
        propose(source_id=source.pk, name="feed.json", entities=breaks_off(), form={}, by=BY)

    assert not source.imports.exists()


def test_import_that_waits_is_seen_by_nobody_and_can_be_refused(source):
    with acting(BY):
        propose(source_id=source.pk, name="feed.json", entities=entities(WARM), form={}, by=BY)
        assert not Service.objects.exists()
        with pytest.raises(ImportWaits), transaction.atomic():
            propose(source_id=source.pk, name="feed.json", entities=entities(WARM), form={}, by=BY)

        assert refuse(source_id=source.pk, by=BY).state == "refused"
        with pytest.raises(NothingWaits), transaction.atomic():
            apply(source_id=source.pk, by=BY)

    assert not Arriving.objects.exists()
    assert not Record.objects.exists()


def test_unknown_source_is_named(db):
    with acting(BY), pytest.raises(SourceNotFound, match="nowhere"):
        propose(source_id="nowhere", name="feed.json", entities=[], form={}, by=BY)


def test_two_sources_of_one_service_are_one_and_the_better_field_wins(bring, source):
    Source.objects.create(id="health-service", title="Health service (invented)", rank=10)
    bring({**WARM, "email": "old@harbour.example", "fees": "free"})

    bring({**WARM, "email": "new@harbour.example", "description": ""}, by_source="health-service")

    both = Service.objects.get(name=WARM["name"])
    assert both.records.count() == 2
    assert both.document["email"] == "new@harbour.example"
    assert both.document["description"] == WARM["description"]
    assert both.document["fees"] == "free"
    assert both.provenance["email"]["source"] == "health-service"
    assert both.provenance["description"]["source"] == source.pk
    assert len(both.document["service_at_locations"]) == 2


def test_every_import_is_audited(bring, source):
    bring(WARM)
    with acting(BY):
        undo(source_id=source.pk, by=BY)

    assert list(Entry.objects.filter(action__startswith="directory.").values_list("action", flat=True)) == [
        "directory.import-applied",
        "directory.import-undone",
    ]


def test_what_people_write_is_not_taken_back_as_if_it_were_a_feed(db):
    with acting(BY), pytest.raises(SourceIsOurs, match="no feed"):
        undo(source_id=OUR_OWN, by=BY)


def test_code_that_stands_already_is_drawn_again(bring, monkeypatch):
    bring(WARM)
    taken = Service.objects.get().code
    drawn = iter([taken, "HLP-0000-0001", taken])
    monkeypatch.setattr(references, "make", lambda *given: next(drawn))

    bring(WARM, NIGHT)

    assert set(Service.objects.values_list("code", flat=True)) == {taken, "HLP-0000-0001"}


def two_of_one_id() -> tuple[dict, dict]:
    """Return two services whose sources give one id to the places of both."""
    first = service("Warm Door (invented)", service_at_locations=[at("Quay Street", 50.6, -25.0)])
    other = at("Hill Road", 50.7, -25.2) | {"id": first["service_at_locations"][0]["id"]}
    return first, service("Night Bus (invented)", service_at_locations=[other])


def places() -> dict[str, str]:
    return dict(Listing.objects.values_list("place_name", "service__name"))


@pytest.mark.parametrize("is_one_feed", [True, False])
def test_places_of_two_services_that_share_an_id_are_both_found(bring, is_one_feed):
    first, second = two_of_one_id()
    Source.objects.create(id="other", title="Other (invented)")
    both = {"Quay Street": first["name"], "Hill Road": second["name"]}
    if is_one_feed:
        bring(first, second)
    else:
        bring(first)
        bring(second, by_source="other")
    ids = set(Listing.objects.values_list("pk", flat=True))
    assert places() == both

    bring(*((first, second) if is_one_feed else (first,)), by_source="northmark")
    project_services(Service.objects.values_list("pk", flat=True).order_by("-name"))
    assert places() == both
    assert set(Listing.objects.values_list("pk", flat=True)) == ids
    assert first["service_at_locations"][0]["id"] in map(str, ids), "whoever had it first keeps it"


def test_planted_without_an_id_of_its_own_one_of_the_two_is_lost(bring, monkeypatch):
    monkeypatch.setattr(projecting, "_each_its_own", lambda listings, wanted: {one.id: one for one in listings})

    bring(*two_of_one_id())

    assert len(places()) == 1

"""A feed comes in whole or not at all, twice without a difference, and can be taken back."""

import pytest
from django.db import transaction

from tests.engines.directory.conftest import BY, at, entities, service
from tideturn.engines.directory.actions.applying import apply, refuse, undo
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.errors import ImportWaits, NothingToUndo, NothingWaits, SaidTwice, SourceNotFound
from tideturn.engines.directory.models import Arriving, Listing, Record, Service, Source, Version
from tideturn.foundations.access.acting import acting
from tideturn.foundations.audit.models import Entry

WARM = service(
    "Warm Door (invented)",
    description="Tea, and somebody who listens.",
    organization={"id": "org-1", "name": "Harbour Lights (invented)"},
    service_at_locations=[at("Quay Street", 55.9, -3.2), at("Hill Road", 56.0, -3.1)],
)
NIGHT = service("Night Line (invented)")


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
    before = list(Version.objects.values()), list(Service.objects.order_by("id").values())

    imported = bring(NIGHT, WARM)

    assert counts(imported) == (0, 0, 0, 2)
    assert (list(Version.objects.values()), list(Service.objects.order_by("id").values())) == before


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


def test_id_that_stands_twice_is_refused_with_its_place(source):
    with acting(BY), pytest.raises(SaidTwice, match="item 3") as refused, transaction.atomic():
        propose(source_id=source.pk, name="feed.json", entities=entities(WARM, NIGHT, WARM), form={}, by=BY)

    assert "Nothing was kept" in str(refused.value)
    assert not Arriving.objects.exists()


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

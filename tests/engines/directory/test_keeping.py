"""Who keeps an entry, who answers for it, and that the database itself lets nobody say so of themselves."""

import uuid

import pytest
from django.db import Error, connection, transaction

from tests.engines.directory.conftest import BY, service
from tests.engines.directory.upkeep import HARBOUR, WARM, keepers, kept
from tests.foundations.conftest import make_place
from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions.stewarding import set_steward, unset_steward
from tideturn.engines.directory.covering import coverage, covered
from tideturn.engines.directory.describing import describing
from tideturn.engines.directory.errors import ContactUnfit, OrganisationNotFound, ServiceNotFound
from tideturn.engines.directory.models import Listing, Service, Steward
from tideturn.foundations.access.acting import acting
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.directory_term import FacetId

__all__ = ["make_place"]


@pytest.fixture
def people(make_place):
    return keepers(make_place)


def term(name: str) -> dict[str, object]:
    vocabulary = describing().vocabulary
    said = describing().term_of(FacetId.KINDS_OF_HELP, vocabulary.term(name))
    return {"id": f"a-{name}", "taxonomy_term": said}


def test_the_keeper_and_the_partnership_find_it_and_nobody_else(people, bring):
    warm = kept(bring, people)
    with acting(people.editor):
        assert list(keeping.mine(people.editor)) == [warm]
        assert not keeping.answers_for(warm.pk, people.editor)
    with acting(people.approver):
        assert list(keeping.mine(people.approver)) == [warm]
        assert keeping.answers_for(warm.pk, people.approver)
    with acting(people.elsewhere):
        assert list(keeping.mine(people.elsewhere)) == []
        with pytest.raises(ServiceNotFound):
            keeping.service_of(warm.pk, people.elsewhere)


def test_what_lies_in_no_area_is_answered_for_by_those_of_its_keepers(people, bring):
    bring(service("Night Line (invented)", organization=WARM["organization"]))
    with acting(people.approver):
        assert list(keeping.mine(people.approver)) == []
    with acting(BY):
        Steward.objects.create(organisation_id=HARBOUR, agency_id=people.editor.agency_id, contact="a@b.example",
                               set_by="x")  # fmt: skip
    with acting(people.approver):
        assert len(keeping.mine(people.approver)) == 1
    with acting(people.elsewhere):
        assert list(keeping.mine(people.elsewhere)) == []


def test_a_partnership_says_who_keeps_an_organisation_of_its_area_alone(people, bring):
    bring(WARM)
    given = {"organisation_id": HARBOUR, "agency_id": people.editor.agency_id}
    with acting(people.elsewhere), pytest.raises(OrganisationNotFound), transaction.atomic():
        set_steward(**given, contact="desk@harbour.example", by=people.elsewhere)
    with acting(people.approver):
        with pytest.raises(ContactUnfit), transaction.atomic():
            set_steward(**given, contact="the desk", by=people.approver)
        steward = set_steward(**given, contact="desk@harbour.example", by=people.approver)
    with acting(people.editor):
        assert keeping.kept(people.editor).count() == 1
    with acting(people.approver):
        unset_steward(steward_id=steward.pk, by=people.approver)
    with acting(people.editor):
        assert keeping.kept(people.editor).count() == 0


def test_nobody_makes_themselves_the_keeper_of_anything(people, bring):
    """Whatever the code forgets, the database refuses it: the negative control is the partnership's own row."""
    bring(WARM)
    row = {"organisation_id": HARBOUR, "contact": "a@b.example", "set_by": "x"}
    with acting(people.editor), pytest.raises(Error, match="row-level security"), transaction.atomic():
        Steward.objects.create(agency_id=people.editor.agency_id, **row)
    with acting(people.elsewhere), pytest.raises(Error, match="row-level security"), transaction.atomic():
        Steward.objects.create(agency_id=people.editor.agency_id, **row)
    with acting(people.approver):
        Steward.objects.create(agency_id=people.editor.agency_id, **row)


def test_partnerships_of_an_agency_are_those_of_its_areas(people):
    assert [one.id for one in keeping.partnerships_of(people.approver)] == ["northmark"]


def test_coverage_counts_a_service_once_names_gaps_and_lists_what_it_counts(people, bring):
    content = {**WARM, "attributes": [term("opioid-substitution"), term("same-day-treatment")]}
    bring(content, service("Night Line (invented)", attributes=[term("naloxone")]))
    with acting(people.approver):
        found = coverage(keeping.partnerships_of(people.approver))

    warm = Service.objects.get(name=WARM["name"])
    assert found.count("northmark", "opioid-substitution") == 1
    assert found.count("northmark", "treatment-and-prescribing") == 1
    assert found.everywhere["naloxone"] == 1
    assert "naloxone" in [kind.id for kind in found.gaps("northmark")]
    assert list(covered(found.partnerships[0], "treatment-and-prescribing")) == [warm]
    assert [one.name for one in covered(None, "naloxone")] == ["Night Line (invented)"]


def test_coverage_leaves_out_what_nobody_sees(people, bring):
    bring({**WARM, "status": "inactive", "attributes": [term("naloxone")]})
    with acting(people.approver):
        assert coverage(keeping.partnerships_of(people.approver)).count("northmark", "naloxone") == 0


def test_what_is_asked_by_area_or_location_can_be_found_by_an_index(db):
    partnership = load_directory().partnerships.partnerships[0]
    there = Listing.objects.filter(location_id=uuid.uuid4())
    with connection.cursor() as cursor:
        # Of an empty table every row is read; what could be done instead is asked here.
        cursor.execute("set local enable_seqscan = off")

    assert "directory_listing_area" in covered(partnership, "naloxone").explain()
    assert "directory_listing_location" in there.explain()

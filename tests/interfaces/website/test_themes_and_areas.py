"""Pages of themes, areas and bodies: what is asked, what is known, and "no data" where nothing is."""

from datetime import date

import pytest
from django.test import Client

from tests.interfaces.website.reading import words
from tests.interfaces.website.test_downloads import read
from tideturn.engines.plans.models import AreaDelivery, Commitment, Evidence


def test_themes_are_listed_with_their_counts(visitor: Client) -> None:
    said = words(visitor.get("/themes/"))
    rows = {row["theme"]: row for row in read(visitor.get("/themes/themes.csv"))}

    assert "Rescue kits" in said
    assert set(rows) == {"rescue-kits", "open-doors", "waiting"}
    assert rows["waiting"]["asked or promised"] == "2"
    assert rows["waiting"]["checked by someone else"] == "no check held"


def test_theme_says_how_it_was_made_and_its_list_can_be_narrowed_and_taken(visitor: Client) -> None:
    said = words(visitor.get("/themes/open-doors/"))
    narrowed = words(visitor.get("/themes/open-doors/?plan=open-doors-2016"))

    assert "a word that begins with “door”, “desk”" in said
    assert "under the heading “within reach”" in said
    assert "LR-04" not in narrowed.rpartition("What is asked and promised")[2]
    rows = read(visitor.get("/themes/open-doors/commitments.csv?plan=open-doors-2016"))
    assert {row["id"] for row in rows} == {"OD-1", "OD-1a", "OD-1b", "OD-1b-i", "OD-2"} - {"OD-2"}


def test_theme_of_an_early_day_holds_what_was_published_by_then(visitor: Client) -> None:
    assert {row["plan"] for row in read(visitor.get("/themes/rescue-kits/commitments.csv?as_of=2011-01-01"))} == {
        "First Steps"
    }


@pytest.mark.parametrize("address", ["/themes/nothing/", "/themes/nothing/commitments.csv", "/areas/nowhere/"])
def test_what_is_not_there_is_said_in_words(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_area_of_which_nothing_is_held_says_no_data_and_never_nought(visitor: Client) -> None:
    rows = {row["area"]: row for row in read(visitor.get("/areas/areas.csv"))}

    assert {row["reports held for"] for row in rows.values()} == {"no data"}
    assert {row["of these reported complete"] for row in rows.values()} == {"no data"}
    assert int(rows["northmark"]["is to deliver"]) > 0
    assert "That is no data, not nothing done." in words(visitor.get("/areas/northmark/"))


def test_area_shows_what_was_reported_of_it_with_its_source(visitor: Client) -> None:
    AreaDelivery.objects.create(
        commitment=Commitment.objects.get(local_id="OD-1"), area_scheme="em", area_code="EM-A01",
        status="under_way", stated_on=date(2018, 1, 1), source="A return of 2018",
    )  # fmt: skip
    said = words(visitor.get("/areas/northmark/"))
    rows = {row["id"]: row for row in read(visitor.get("/areas/northmark/duties.csv"))}

    assert "A report of this area is held for 1 of" in said
    assert rows["OD-1"]["how far, as reported of this area"] == "Under way"
    assert rows["OD-1"]["source"] == "A return of 2018"
    assert rows["OD-1a"]["how far, as reported of this area"] == "No data"
    assert "Northmark Under way" in words(visitor.get("/plans/open-doors-2016/OD-1/"))
    assert "Reported for Northmark: Under way" in words(visitor.get("/changes/"))
    assert "A return of 2018" not in words(visitor.get("/areas/midvale/"))
    assert "A return of 2018" not in words(visitor.get("/areas/northmark/?as_of=2017-12-31"))


def test_what_was_reported_of_an_area_is_no_evidence_of_itself(visitor: Client) -> None:
    held = AreaDelivery.objects.create(
        commitment=Commitment.objects.get(local_id="OD-1"), area_scheme="em", area_code="EM-A01",
        status="complete", stated_on=date(2018, 1, 1), source="Northmark Partnership, in this register",
    )  # fmt: skip
    row = "Source: Northmark Partnership, in this register"
    assert f"{row} None held" in words(visitor.get("/areas/northmark/"))

    Evidence.objects.create(area_delivery=held, title="Photographs of the door", address="https://estmark.example/door")
    assert f"{row} Evidence: Photographs of the door" in words(visitor.get("/areas/northmark/"))


def test_report_on_what_is_no_duty_of_an_area_is_not_counted_among_its_duties(visitor: Client) -> None:
    AreaDelivery.objects.create(
        commitment=Commitment.objects.get(local_id="EA-00"), area_scheme="estmark-areas", area_code="EM-A01",
        status="complete", stated_on=date(2024, 1, 1), source="A letter",
    )  # fmt: skip
    rows = read(visitor.get("/areas/areas.csv"))

    assert next(row for row in rows if row["name"].startswith("Northmark"))["reports held for"] == "no data"


def test_bodies_say_as_what_they_are_named(visitor: Client) -> None:
    rows = {row["organisation"]: row for row in read(visitor.get("/bodies/bodies.csv"))}

    assert rows["northmark-partnership"]["answers for"] == "3"
    assert "Northmark Partnership" in words(visitor.get("/bodies/"))

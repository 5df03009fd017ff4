"""The register as files: complete, safe, described, and sent once for each version."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from tests.interfaces.website.test_downloads import would_run
from tideturn.engines.plans import tables
from tideturn.engines.plans.models import Commitment, Plan, Section
from tideturn.interfaces.website.data import kept as keeping

FORMULA = '=HYPERLINK("x")'


@pytest.fixture(autouse=True)
def fresh_files(monkeypatch: pytest.MonkeyPatch) -> keeping.KeptFiles:
    """Files that no earlier test made."""
    fresh = keeping.KeptFiles()
    monkeypatch.setattr("tideturn.interfaces.website.pages.data.kept", fresh)
    return fresh


def body(answer) -> bytes:
    """Return all the bytes of an answer."""
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a file of CSV."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_guide_names_every_table(repository: Path) -> None:
    guide = (repository / "docs" / "how-to" / "take-the-data.md").read_text("utf-8")
    named = guide.partition("one of the tables: ")[2].partition(" |")[0]

    assert named.split(", ") == [one.name for one in tables.TABLES]


@pytest.mark.parametrize("one", tables.TABLES, ids=lambda one: one.name)
def test_every_table_holds_its_columns_and_what_the_json_holds(visitor: Client, one: tables.Table) -> None:
    found = rows(body(visitor.get(f"/data/register/{one.name}.csv")))
    same = json.loads(body(visitor.get("/data/register/everything.json")))["tables"][one.name]

    assert len(found) == len(same)
    assert all(list(row) == [column.name for column in one.columns] for row in found)


def test_files_of_a_plan_hold_that_plan_alone(visitor: Client) -> None:
    found = rows(body(visitor.get("/data/plans/open-doors-2016/commitments.csv")))

    assert {row["plan"] for row in found} == {"open-doors-2016"}
    assert len(found) == Commitment.objects.filter(plan="open-doors-2016").count()


def test_long_tables_are_read_piece_by_piece_and_whole(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = rows(body(visitor.get("/data/register/parties.csv")))
    monkeypatch.setattr("tideturn.engines.plans.tables.shape.ROWS_AT_ONCE", 2)
    pieces = rows(body(visitor.get("/data/register/parties.csv?as_of=2099-01-01")))

    assert len(whole) > 4
    assert pieces == whole


def test_file_is_of_the_day_asked_for(visitor: Client) -> None:
    assert {row["plan"] for row in rows(body(visitor.get("/data/register/commitments.csv?as_of=2011-01-01")))} == {
        "first-steps-2010"
    }
    early = rows(body(visitor.get("/data/register/positions.csv?as_of=2019-03-30")))

    assert all(row["stated_on"] <= "2019-03-30" for row in early)


def test_no_cell_of_csv_is_a_formula_and_json_says_it_as_it_is(visitor: Client) -> None:
    Commitment.objects.filter(local_id="OD-1").update(title=FORMULA)
    content = body(visitor.get("/data/register/commitments.csv")).decode("utf-8-sig")
    same = json.loads(body(visitor.get("/data/register/everything.json")))["tables"]["commitments"]

    assert would_run(content) == []
    assert [row["title"] for row in same if row["commitment"] == "OD-1"] == [FORMULA]


def test_package_holds_every_table_that_its_description_names(visitor: Client) -> None:
    with zipfile.ZipFile(io.BytesIO(body(visitor.get("/data/register/package.zip")))) as package:
        description = json.loads(package.read("datapackage.json"))

        assert {one["path"] for one in description["resources"]} == set(package.namelist()) - {"datapackage.json"}
        assert package.read("money.csv") == body(visitor.get("/data/register/money.csv"))


def test_cells_are_what_their_description_says(visitor: Client) -> None:
    found = json.loads(body(visitor.get("/data/register/everything.json")))["tables"]
    python = {"string": str, "date": str, "integer": int, "boolean": bool}
    for one in tables.TABLES:
        for column in one.columns:
            for row in found[one.name]:
                value = row[column.name]
                assert value is not None or not column.is_required, (one.name, column.name)
                assert value is None or isinstance(value, python[column.kind.value]), (one.name, column.name)


def test_keys_are_unique_and_references_lead_somewhere(visitor: Client) -> None:
    found = json.loads(body(visitor.get("/data/register/everything.json")))["tables"]
    keys = {
        one.name: [tuple(row[name] for name in one.key) for row in found[one.name]] for one in tables.TABLES if one.key
    }

    assert all(len(held) == len(set(held)) for held in keys.values())
    for one in tables.TABLES:
        for reference in one.references:
            named = {tuple(row[name] for name in reference.columns) for row in found[one.name]}
            assert named <= set(keys[reference.table]), one.name


def test_whoever_has_the_version_is_sent_nothing_until_something_changes(visitor: Client) -> None:
    first = visitor.get("/data/register/money.csv")
    body(first)
    mark = {"If-None-Match": first.headers["ETag"]}

    assert visitor.get("/data/register/money.csv", headers=mark).status_code == 304
    Section.objects.update(title="Another heading")
    assert visitor.get("/data/register/money.csv", headers=mark).status_code == 200
    second = visitor.get("/data/register/money.csv").headers["ETag"]
    Plan.objects.filter(pk="open-doors-2016").update(short_title="Doors")
    assert visitor.get("/data/register/money.csv", headers={"If-None-Match": second}).status_code == 200


def test_file_is_made_once_for_a_version(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    write = keeping.write_file
    monkeypatch.setattr(keeping, "write_file", lambda name, *more: made.append(name) or write(name, *more))
    first, second = (body(visitor.get("/data/register/everything.json")) for _ in range(2))
    Commitment.objects.filter(local_id="OD-1").update(title="Another title")
    third = body(visitor.get("/data/register/everything.json"))

    assert made == ["everything.json"] * 2
    assert first == second != third


def test_files_kept_are_no_more_than_so_many(visitor: Client, fresh_files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FILES_AT_MOST", 3)
    for year in range(2016, 2026):
        body(visitor.get(f"/data/register/plans.csv?as_of={year}-01-01"))

    assert len(list(fresh_files._paths)) == 3
    assert sum(1 for path in fresh_files._paths.values() if path.exists()) == 3


@pytest.mark.parametrize("address", ["/data/register/no.csv", "/data/plans/nowhere/money.csv", "/data/register/a.zip"])
def test_file_that_is_not_there_is_said_in_words(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_page_leads_to_files_that_answer(visitor: Client) -> None:
    from tests.interfaces.website.reading import links, words

    answer = visitor.get("/data/")
    files = {link for link in links(answer.content, "/data/") if link.startswith("/data/") and "." in link}

    assert "Apache License 2.0" in words(answer)
    assert len(files) > len(tables.TABLES)
    assert {link: visitor.get(link).status_code for link in files} == dict.fromkeys(files, 200)

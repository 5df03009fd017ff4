"""What other programs read is what their standards say, by their own schema and shapes where these are here."""

import json
from pathlib import Path

import jsonschema
import pytest
from django.test import Client

PROFILES = "conformance/frictionless/profiles/target"
SHAPES = "conformance/dcat-ap/releases/3.0.1/shacl"


@pytest.fixture
def description(visitor: Client) -> dict:
    """The description of the register as a data package."""
    return json.loads(b"".join(visitor.get("/data/register/datapackage.json").streaming_content))


@pytest.mark.parametrize("edition", ["1.0", "2.0"])
def test_data_package_follows_the_published_profile(shared: Path, description: dict, edition: str) -> None:
    profile = json.loads((shared / PROFILES / edition / "datapackage.json").read_text())
    planted = {**description, "resources": [{"name": "A name that is none"}]}

    assert list(jsonschema.Draft7Validator(profile).iter_errors(description)) == []
    assert list(jsonschema.Draft7Validator(profile).iter_errors(planted))


def test_data_package_says_what_a_reader_needs(description: dict) -> None:
    money = next(one for one in description["resources"] if one["name"] == "money")

    assert money["path"] == "money.csv"
    assert money["schema"]["primaryKey"] == ["plan", "commitment", "sum"]
    assert {field["type"] for field in money["schema"]["fields"]} == {"string", "integer", "date"}
    assert description["licenses"][0]["name"] == "Apache-2.0"
    assert all(source["title"] for source in description["sources"])


@pytest.fixture
def catalogue(visitor: Client) -> dict:
    """The catalogue, as it is sent."""
    answer = visitor.get("/data/catalogue.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    return json.loads(answer.content)


def test_catalogue_names_the_register_and_every_plan_with_addresses_that_answer(
    visitor: Client, catalogue: dict
) -> None:
    names = [one["dct:identifier"] for one in catalogue["dcat:dataset"]]
    addresses = [
        one["dcat:downloadURL"]["@id"] for dataset in catalogue["dcat:dataset"] for one in dataset["dcat:distribution"]
    ]

    assert names == ["register", "first-steps-2010", "open-doors-2016", "listening-report-2022", "answer-2023"]
    assert {visitor.get(one.removeprefix("http://testserver")).status_code for one in addresses} == {200}


def faults_of(catalogue: dict, shared: Path) -> str:
    """Return what the shapes of DCAT-AP find wrong with a catalogue, or nothing."""
    import pyshacl
    import rdflib

    data = rdflib.Graph().parse(data=json.dumps(catalogue), format="json-ld")
    shapes = rdflib.Graph()
    for name in ("dcat-ap-SHACL.ttl", "ranges.ttl"):
        shapes.parse(shared / SHAPES / name)
    # The published files name properties that neither of them describes; there is nothing in those to be held to.
    constraint, path = (rdflib.URIRef(f"http://www.w3.org/ns/shacl#{name}") for name in ("property", "path"))
    for shape, _means, named in list(shapes.triples((None, constraint, None))):
        if (named, path, None) not in shapes:
            shapes.remove((shape, constraint, named))
    conforms, _graph, said = pyshacl.validate(data, shacl_graph=shapes, advanced=False)
    return "" if conforms else said


def test_catalogue_conforms_to_the_published_shapes(shared: Path, catalogue: dict) -> None:
    assert faults_of(catalogue, shared) == ""


def test_shapes_see_a_fault_that_is_planted(shared: Path, catalogue: dict) -> None:
    del catalogue["dcat:dataset"][0]["dct:title"]
    catalogue["dcat:dataset"][1]["dcat:distribution"][0].pop("dcat:accessURL")

    assert "MinCount" in faults_of(catalogue, shared)

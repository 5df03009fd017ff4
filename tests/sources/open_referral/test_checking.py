"""What a check finds: the faults the official schemas find, named; and what they let pass."""

import copy
import json
import random

import pytest

from tests.sources.open_referral.conftest import write_tables
from tideturn.sources.open_referral.checking import check
from tideturn.sources.open_referral.feed import Format
from tideturn.sources.open_referral.mapping import read_mapping
from tideturn.sources.open_referral.reading import open_feed
from tideturn.sources.open_referral.standard import fields_of
from tideturn.sources.open_referral.standard_hsds import HSDS, IN_TABLES
from tideturn.sources.open_referral.standard_uk import UK

MOCKS = "conformance/oruk-validator-mocks/OpenReferralApi/Mocks"
SEED = 20261126


def checked(source, **options):
    with open_feed(source, **options) as feed:
        return check(feed)


def errors(findings):
    return [(f.place, f.field) for f in findings if f.is_error]


@pytest.fixture
def say(tmp_path, service):
    """Check one service after a change."""

    def checked_with(**changes):
        content = {name: value for name, value in (service | changes).items() if value is not ...}
        (tmp_path / "service_full.json").write_text(json.dumps(content))
        return [(f.severity, f.field, f.said) for f in checked(tmp_path / "service_full.json")]

    return checked_with


@pytest.mark.parametrize("name", ["Default", "Test", "Warn"])
def test_good_feeds_of_the_national_validator_have_no_error(official, name):
    findings = checked(official / MOCKS / f"V3.0-UK-{name}")

    assert errors(findings) == []


def test_warned_feed_of_the_national_validator_has_its_warnings(official):
    found = {(f.place, f.field) for f in checked(official / MOCKS / "V3.0-UK-Warn")}

    assert {("taxonomy_term.json, object 1", "description"), ("taxonomy_term.json, object 1", "term_uri")} <= found


def test_failing_feed_of_the_national_validator_has_its_faults_named(official):
    findings = checked(official / MOCKS / "V3.0-UK-Fail")

    assert errors(findings) == [
        ("api_details.json, object 1", "profile"),
        ("api_details.json, object 1", "openapi_url"),
        ("service_list.json, item 1", "name"),
        ("service_list.json, item 2", "name"),
        ("service_list.json, item 3", "name"),
        ("service_list.json, item 3", "email"),
        ("service_list.json, item 4", "name"),
        ("service_list.json, item 4", "email"),
    ]
    said = {f.field: f.said for f in findings if f.place == "service_list.json, item 4"}
    assert said["email"] == "email must be text and is the number '12345'; write text."
    assert ("service_full.json, object 1", "email") in {(f.place, f.field) for f in findings if not f.is_error}


@pytest.mark.parametrize("folder", ["oruk-profile-3.0/examples", "hsds-3.0/examples", "hsds-3.0/examples/csv"])
def test_official_examples_have_no_error(official, folder):
    assert errors(checked(official / "conformance" / folder)) == []


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"name": ...}, "name", "name is missing; every service must have one."),
        ({"name": None}, "name", "name must be text and is null; leave the field out."),
        ({"minimum_age": True}, "minimum_age", "minimum_age must be a number and is true; write a number."),
        ({"organization": []}, "organization", "must be an object with fields and is a list"),
        ({"attributes": [3]}, "attributes[0]", "must hold objects"),
        ({"status": "open"}, "status", "it must be one of active, inactive, defunct, temporarily closed."),
        ({"service_at_locations": [{"id": "x", "location": {"id": "y"}}]},
         "service_at_locations[0].location.location_type", "every location must have one"),
    ],
)  # fmt: skip
def test_error_is_said_with_its_remedy(say, change, field, said):
    assert [(s, f) for s, f, words in say(**change) if said in words] == [("error", field)]


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"id": "7"}, "id", "no UUID"),
        ({"email": "me at home"}, "email", "no e-mail address"),
        ({"url": "www.quay.example"}, "url", "from https:// on"),
        ({"url": "javascript:alert(1)"}, "url", "no web address"),
        ({"last_modified": "yesterday"}, "last_modified", "no date with a time"),
        ({"assured_date": "30/11/2026"}, "assured_date", "write it as 2026-11-30"),
        ({"schedules": [{"id": "x", "opens_at": "9 am"}]}, "schedules[0].opens_at", "write it as 09:30"),
        ({"schedules": [{"id": "x", "byday": "Mon"}]}, "schedules[0].byday", "MO,TU,WE"),
        ({"minimum_age": -1}, "minimum_age", "not between 0 and 150"),
    ],
)
def test_warning_is_said_with_its_remedy(say, change, field, said):
    assert ("warning", field) in [(s, f) for s, f, words in say(**change) if said in words]


def test_page_that_contradicts_itself_is_said(tmp_path, service):
    page = {"total_items": "3", "size": 4, "empty": True, "page_number": 1, "total_pages": 2, "last_page": True}
    (tmp_path / "service_list.json").write_text(json.dumps(page | {"contents": [service]}))

    found = [(f.severity, f.field) for f in checked(tmp_path) if f.place == "service_list.json"]

    assert found == [
        ("error", "total_items"), ("warning", "first_page"), ("warning", "size"), ("warning", "empty"),
        ("warning", "last_page"),
    ]  # fmt: skip


def test_ids_that_stand_twice_and_parents_in_a_circle_are_said(tmp_path, service):
    terms = [{"id": a, "name": a, "description": a, "parent_id": b} for a, b in ("ab", "bc", "ca", "dd", "ea")]
    (tmp_path / "taxonomy_terms.json").write_text(json.dumps(terms))
    (tmp_path / "services.json").write_text(json.dumps([service, service]))

    said = [f.said for f in checked(tmp_path)]

    assert sum("stands before it" in words for words in said) == 1
    assert sum("is its own parent" in words for words in said) == 2


def test_rows_that_name_what_is_not_there_are_said(tmp_path):
    source = write_tables(
        tmp_path / "in",
        services="id,organization_id,name,status\n1,gone,A,active\n2,,B,active\n2,,C,active\n",
        phones="id,service_id,number\nh,gone,1\n",
    )

    said = {(f.severity, f.place, f.field) for f in checked(source) if "UUID" not in f.said}

    assert said == {
        ("warning", "services.csv, row 2", "organization_id"),
        ("error", "services.csv, row 3", "organization_id"),
        ("error", "services.csv, row 4", "organization_id"),
        ("warning", "services.csv, row 4", "id"),
        ("warning", "phones.csv, row 2", ""),
    }


def test_older_and_mapped_tables_have_no_errors_of_today(official, repository):
    mapping = read_mapping(repository / "tests/sources/open_referral/inputs/florida.yaml")

    assert errors(checked(official / "data/directory/ohana_sample_csv")) == []
    assert errors(checked(official / "data/directory/florida_services_raw", mapping=mapping)) == []


def test_check_of_a_feed_that_is_faulty_throughout_ends(tmp_path):
    (tmp_path / "services.json").write_text(json.dumps([{"id": str(n)} for n in range(6_000)]))

    findings = checked(tmp_path / "services.json")

    assert len(findings) < 10_010
    assert "no more were looked for" in findings[-1].said


# The official compiled schemas, as the judge of our own table.

SCHEMAS = {Format.ORUK_JSON: "oruk-profile-3.0", Format.HSDS_JSON: "hsds-3.0"}


def validator(official, standard, name):
    jsonschema = pytest.importorskip("jsonschema")
    path = official / "conformance" / SCHEMAS[standard] / "schema" / "compiled" / f"{name}.json"
    return jsonschema.Draft202012Validator(json.loads(path.read_text()))


def their_errors(judge, item):
    """Return the path of each fault that the official schema finds, one for a value however much is wrong with it."""
    found = set()
    for error in judge.iter_errors(item):
        path = list(error.absolute_path)
        if error.validator == "required":
            path += [
                name for name in error.validator_value if name not in error.instance and f"'{name}'" in error.message
            ]
        found.add(tuple(path))
    return found


def our_errors(tmp_path, name, item, standard):
    says = {"version": "HSDS-UK-3.0" if standard is Format.ORUK_JSON else "3.0", "profile": "https://a.example"}
    pages = [says | {"openapi_url": "https://a.example/o"}, item]
    (tmp_path / "base.json").write_text(json.dumps(pages[0]))
    shape = {"contents": [item]} if name.endswith("_list") else item
    (tmp_path / f"{name}.json").write_text(json.dumps(shape))
    found = set()
    for finding in checked(tmp_path):
        if finding.is_error and finding.place.startswith(name):
            found.add(tuple(_step(part) for part in finding.field.replace("[", ".").replace("]", "").split(".")))
    return found


def _step(part):
    return int(part) if part.isdecimal() else part


@pytest.mark.parametrize("standard", list(SCHEMAS))
@pytest.mark.parametrize(
    "name",
    ["service", "organization", "service_at_location", "service_list", "organization_list", "service_at_location_list"],
)
def test_spoiled_examples_have_the_errors_that_the_official_schemas_find(official, tmp_path, standard, name):
    folder = official / "conformance" / SCHEMAS[standard] / "examples"
    file = folder / (f"{name}.json" if name.endswith("_list") else f"{name}_full.json")
    example = json.loads(file.read_text())
    example = example["contents"][0] if name.endswith("_list") else example
    judge = validator(official, standard, name)
    die = random.Random(f"{SEED}{standard}{name}")  # noqa: S311

    differing = []
    seen = 0
    for _ in range(40):
        item = spoiled(die, copy.deepcopy(example))
        theirs = their_errors(judge, item)
        seen += len(theirs)
        if theirs != our_errors(tmp_path, name, item, standard):
            differing.append(theirs ^ our_errors(tmp_path, name, item, standard))

    assert differing == []
    assert seen > 20, "nothing was spoiled, so nothing was compared"


@pytest.mark.parametrize("name", ["Default", "Test", "Warn", "Fail"])
def test_mock_feeds_have_the_errors_that_the_official_schemas_find(official, name):
    kinds = ("service", "organization", "service_at_location")
    files = [official / MOCKS / f"V3.0-UK-{name}" / f"{kind}{end}.json" for kind in kinds for end in ("_list", "_full")]
    for file in filter(lambda path: path.exists(), files):
        document = json.loads(file.read_text())
        judge = validator(official, Format.ORUK_JSON, file.stem.removesuffix("_full"))
        theirs = [len(their_errors(judge, item)) for item in document.get("contents", [document])]
        ours = [0] * len(theirs)
        for finding in checked(file):
            if finding.is_error:
                ours[int(finding.place.rpartition(" ")[2]) - 1] += 1
        assert ours == theirs, file


def spoiled(die, item):
    """Return an object with a few of its values taken out or exchanged for something else."""
    for _ in range(die.randint(1, 3)):
        node = item
        while True:
            inner = [v for v in node.values() if isinstance(v, dict) and v]
            inner += [v[0] for v in node.values() if isinstance(v, list) and v and isinstance(v[0], dict) and v[0]]
            if not inner or die.random() < 0.4:
                break
            node = die.choice(inner)
        name = die.choice([*node, "new", "phones"])
        if name in node and die.random() < 0.3:
            del node[name]
        else:
            node[name] = die.choice(["x", "", 7, 1.5, None, True, [], {}, [{}], ["x"], "active", "physical"])
    return item


def test_every_field_of_the_official_schemas_is_in_our_table(official):
    for standard, texts in ((Format.HSDS_JSON, HSDS), (Format.ORUK_JSON, UK)):
        folder = official / "conformance" / SCHEMAS[standard] / "schema"
        for kind in texts:
            said = json.loads((folder / f"{kind}.json").read_text())
            ours = fields_of(standard, kind)
            assert set(said["properties"]) <= set(ours.by_name), kind
            assert set(said.get("required", ())) == set(ours.required), kind
            assert said.get("tabular_required", []) == IN_TABLES.get(kind, "").split() or standard is Format.ORUK_JSON


@pytest.mark.parametrize("time", ["09:30Z", "09:30:00+01:00", "09:30-0500"])
def test_time_with_a_zone_is_warned_of_because_clocks_change(say, time):
    found = say(schedules=[{"id": "5f0e8a5c-8f4e-4c1e-9a57-3f8bfa0ce001", "opens_at": time, "closes_at": "17:00"}])

    ((severity, field, said),) = found
    assert (severity, field) == ("warning", "schedules[0].opens_at")
    assert "an hour off when clocks change" in said

"""`tideturn directory`: feeds come in by command, show what they change, are decided about and given back."""

import hashlib
import json

import pytest
from click.testing import CliRunner
from django.utils import timezone

from tests.sources.open_referral.conftest import EXAMPLES, ordered, write_tables
from tideturn.engines.directory.models import Arriving, Import, Record, Service, Source
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.cli import directory_checking
from tideturn.interfaces.cli.command import main
from tideturn.interfaces.joint.directory import addresses
from tideturn.sources.feeds.task import Fetched

SERVICES = [
    {"id": "5f0e8a5c-8f4e-4c1e-9a57-3f8bfa0ce001", "name": "Warm Door (invented)", "status": "active"},
    {"id": "5f0e8a5c-8f4e-4c1e-9a57-3f8bfa0ce002", "name": "Night Line (invented)", "status": "active"},
]
SECRET = "17 Hidden Close"


def run(*words, code=0):
    result = CliRunner().invoke(main, ["directory", *map(str, words)])
    assert result.exit_code == code, (result.output, result.stderr, result.exception)
    assert "Traceback" not in result.output + result.stderr
    return result.stdout if code in (0, 1) else result.stderr


@pytest.fixture(autouse=True)
def country(db, monkeypatch, repository):
    """The directory of the invented country."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))


@pytest.fixture
def feed(tmp_path):
    """Write services where the command may read them, and return the file."""

    def written(*services, name="services.json"):
        (tmp_path / name).write_text(json.dumps(services))
        return tmp_path / name

    return written


def test_import_shows_its_difference_and_waits(feed):
    said = run("import", feed(*SERVICES), "--source", "northmark", "--title", "Northmark (invented)")

    assert "2 new, 0 changed, 0 gone" in said
    assert "+ service Night Line (invented)" in said
    assert "tideturn directory apply northmark" in said
    assert not Service.objects.exists()
    assert run("apply", "northmark").startswith("In the directory: 2 new")
    assert Service.objects.count() == 2
    assert Import.objects.get().form["members"]


def test_import_shows_what_changed_in_which_fields_and_what_is_gone(feed):
    run("import", feed(*SERVICES), "--source", "northmark", "--title", "Northmark (invented)", "--yes")

    said = run("import", feed(SERVICES[0] | {"name": "Cold Door", "fees": "none"}), "--source", "northmark")

    assert "0 new, 1 changed, 1 gone, 0 as before" in said
    assert "~ service Cold Door (fees, name)" in said
    assert "- service Night Line (invented)" in said
    assert "- service" in run("apply", "northmark", "--show")
    assert "1 gone" not in run("refuse", "northmark")
    assert Service.objects.filter(name="Warm Door (invented)").exists()


def test_long_difference_is_shown_page_by_page(feed):
    many = [{**SERVICES[0], "id": f"s{number:03}", "name": f"Door {number:03}"} for number in range(45)]

    said = run("import", feed(*many), "--source", "northmark", "--title", "Northmark (invented)")

    assert "Door 019" in said
    assert "Door 020" not in said
    assert "apply northmark --page 2" in said
    assert "Door 040" in run("apply", "northmark", "--page", 3)
    assert Import.objects.get().state == "proposed"


def test_same_feed_again_is_no_import(feed):
    run("import", feed(*SERVICES), "--source", "northmark", "--title", "Northmark (invented)", "--yes")

    said = run("import", feed(*SERVICES), "--source", "northmark", "--title", "Northmark again")

    assert "nothing is to be done" in said
    assert Import.objects.count() == 1
    assert Source.objects.get().title == "Northmark again"


def test_undo_brings_back_what_was_said_before(feed):
    run("import", feed(*SERVICES), "--source", "northmark", "--title", "Northmark (invented)", "--yes")

    assert "Taken back" in run("undo", "northmark")

    assert not Service.objects.exists()


def test_feed_that_breaks_the_standard_waits_though_yes_was_said(feed):
    said = run("import", feed({"id": "1", "status": "open"}), "--source", "n", "--title", "N", "--yes")

    assert "error: services.json, item 1, name: name is missing" in said
    assert "It waits because it breaks the standard" in said
    assert not Service.objects.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "nowhere.json", "--source", "n", "--title", "N"), "is not there"),
        (("import", "broken.json", "--source", "n", "--title", "N"), "broken.json"),
        (("import", "empty.json", "--source", "n", "--title", "N"), "holds nothing at all"),
        (("import", "good.json", "--source", "n"), "There is no source “n”"),
        (("import", "good.json", "--source", "n o", "--title", "N"), "letters, digits and hyphens"),
        (("import", "good.json", "--source", "n", "--title", "N", "--mapping", "nowhere.yaml"), "nowhere.yaml"),
        (("import", "https://127.0.0.1/f", "--source", "n", "--title", "N"), "only hosts with a public name"),
        (("import", "file:///etc/passwd", "--source", "n", "--title", "N"), "only plain https addresses"),
        (("import", "twice.json", "--source", "n", "--title", "N"), "2 entries share the id “1”"),
        (("import", "l" * 200 + ".json", "--source", "n", "--title", "N"), "too long a name"),
        (("import", "good.json", "--source", "own", "--title", "N"), "is what people write in the workspace"),
        (("check", "nowhere.json"), "is not there"),
        (("check", "http://feeds.example.org/"), "only plain https addresses"),
        (("apply", "n"), "No import of “n” waits"),
        (("refuse", "n"), "No import of “n” waits"),
        (("undo", "n"), "Nothing of “n” can be taken back"),
        (("fetch", "n"), "There is no source “n”"),
        (("source", "n", "--title", "N", "--address", "https://10.0.0.1/"), "only hosts with a public name"),
        (("export", "good.json"), "the file is there already"),
        (("export", "out", "--source", "n"), "There is no source “n”"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_kept(tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.json").write_text(json.dumps(SERVICES))
    (tmp_path / ("l" * 200 + ".json")).write_text(json.dumps(SERVICES))
    (tmp_path / "broken.json").write_text('[{"id": "1", "name": "Warm')
    (tmp_path / "empty.json").write_text("[]")
    (tmp_path / "twice.json").write_text(json.dumps([SERVICES[0] | {"id": "1", "name": name} for name in "AB"]))

    assert said in run(*words, code=2)

    for table in (Source, Import, Arriving, Record, Entry):
        assert not table.objects.exists()


def test_feed_that_says_different_things_of_one_id_comes_in_with_its_first(feed):
    file = feed({**SERVICES[0]}, {**SERVICES[0], "name": "Another"})

    said = run("import", file, "--source", "n", "--title", "N", "--keep-first", "--yes")

    assert "kept beside: 1 new" in said
    assert Service.objects.get().name == "Warm Door (invented)"


def test_check_says_every_fault_and_ends_with_one(feed):
    file = feed({"id": "1", "status": "open"}, {**SERVICES[0], "email": "nobody"})

    said = run("check", file, code=1)

    assert "error: services.json, item 1, status: status is 'open'; it must be one of" in said
    assert "warning: services.json, item 2, email" in said
    assert json.loads(run("check", file, "--json", code=1))["errors"] == 2
    assert "0 errors, 0 warnings." in run("check", feed(SERVICES[0]))


def test_mapping_is_kept_with_its_source(tmp_path):
    source = write_tables(tmp_path / "in", Doors="Ref,Door,Open?\n1,Warm Door,Yes\n")
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "name: Doors\ntables:\n  Doors.csv:\n    kind: service\n    id: Ref\n    fields:\n"
        "      name: Door\n      status: {column: Open?, values: {Yes: active}}\n"
    )
    run("import", source, "--source", "n", "--title", "N", "--mapping", mapping, "--yes")

    said = run("import", source, "--source", "n")

    assert "nothing is to be done" in said
    run("export", tmp_path / "out", "--source", "n")
    assert ordered(tmp_path / "out") == ordered(source)


@pytest.fixture
def publish(monkeypatch, tmp_path):
    """Let an address answer with services; the tasks that were given to the process that fetches are returned."""
    tasks = []
    (tmp_path / "spool").mkdir()
    monkeypatch.setattr(addresses, "_spool", lambda: tmp_path / "spool")

    def publish(*services):
        def fetch_feed(task, folder, **more):
            tasks.append(task)
            (folder / "services_00001.json").write_text(json.dumps({"contents": services}))
            return Fetched(is_new=True, notes=("It says that it holds 9 services and gives 2.",))

        monkeypatch.setattr(addresses, "fetch_feed", fetch_feed)
        monkeypatch.setattr(directory_checking, "fetch_feed", fetch_feed)
        return tasks

    return publish


def test_feed_at_an_address_comes_in_and_registers_it(publish, tmp_path):
    tasks = publish(*SERVICES)

    said = run("import", "https://north.example.org/o", "--source", "north", "--title", "North", "--yes")

    assert "It is in the directory" in said
    assert tasks[0].hosts[0] == "north.example.org"
    assert Source.objects.get().address == "https://north.example.org/o"
    assert list((tmp_path / "spool").iterdir()) == []


def test_source_that_is_registered_elsewhere_is_not_fetched_from_a_new_host(publish):
    tasks = publish(*SERVICES)
    run("source", "north", "--title", "North", "--address", "https://north.example.org/o")

    run("import", "https://south.example.org/o", "--source", "north")

    assert "south.example.org" not in tasks[0].hosts
    assert Source.objects.get().address == "https://north.example.org/o"


def test_fetch_says_what_came_and_ends_with_one_where_somebody_has_to_look(publish):
    publish(*SERVICES)
    run("source", "north", "--title", "North", "--address", "https://north.example.org/o", "--every-hours", 24)

    assert "north: It waits for a person (2 new" in run("fetch", code=1)
    run("apply", "north")
    assert "nothing has changed" in run("fetch", "north")
    assert "No feed is due." in run("fetch")


def test_feed_at_an_address_is_checked_from_the_host_that_was_typed(publish):
    tasks = publish(SERVICES[0])

    assert "0 errors" in run("check", "https://north.example.org/o")
    assert tasks[0].hosts == ("north.example.org",)


def test_sources_are_listed_and_altered(feed):
    run(
        "source",
        "north",
        "--title",
        "North",
        "--address",
        "https://north.example.org/o",
        "--every-hours",
        24,
        "--trusted",
    )
    run("source", "north", "--rank", 5)

    said = run("sources")

    assert "north: North (rank 5, every 24 hours, applied by itself, https://north.example.org/o)" in said


def test_status_says_what_waits_and_ends_with_one_where_a_feed_is_late(feed):
    run("import", feed(*SERVICES), "--source", "north", "--title", "North", "--yes")
    run("import", feed(SERVICES[0]), "--source", "north")

    said = run("serve-status")
    Source.objects.update(
        every_hours=24,
        address="https://north.example.org/",
        created_at=timezone.now() - timezone.timedelta(days=9),
        trouble="It lacks more than a fifth.",
    )
    late = run("serve-status", code=1)

    assert "AN IMPORT WAITS FOR A PERSON" in said
    assert "LATE" not in said
    assert "2 services anybody may see" in said
    assert "2 of them unchecked" in said
    assert "LATE" in late
    assert "It lacks more than a fifth." in late


def test_directory_is_written_as_lines_and_as_tables(feed, tmp_path):
    trust = {"organization": {"id": "5f0e8a5c-8f4e-4c1e-9a57-3f8bfa0ce003", "name": "Quay Trust", "description": "-"}}
    run("import", feed(*(one | trust for one in SERVICES)), "--source", "north", "--title", "North", "--yes")

    run("export", tmp_path / "lines")
    run("export", tmp_path / "tables.zip", "--format", "package")

    lines = (tmp_path / "lines" / "services.jsonl").read_text().splitlines()
    assert {json.loads(line)["name"] for line in lines} == {one["name"] for one in SERVICES}
    assert "0 errors" in run("check", tmp_path / "lines" / "services.jsonl")
    assert "0 errors" in run("check", tmp_path / "tables.zip")


def test_confidential_address_is_in_nothing_that_the_commands_say_or_write(feed, tmp_path):
    place = {"id": "p", "location_type": "physical", "addresses": [{"id": "a", "address_1": SECRET, "city": "Quay"}]}
    located = {"id": "l", "location": place | {"confidential": True, "latitude": "57.123456"}}
    secret = {**SERVICES[0], "service_at_locations": [located], "description": f"Come to {SECRET}.", "email": SECRET}

    said = run("import", feed(secret, SERVICES[1]), "--source", "n", "--title", "N", "--yes")
    said += run("export", tmp_path / "out", "--source", "n") + run("export", tmp_path / "all") + run("serve-status")

    written = "".join(path.read_text() for out in ("out", "all") for path in (tmp_path / out).iterdir())
    assert "Warm Door" in written
    assert SECRET not in said + written
    assert "57.123456" not in said + written


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_official_example_comes_back_to_the_letter_through_the_database(shared, tmp_path, example):
    run("import", shared / example, "--source", "n", "--title", "N", "--keep-first")
    run("apply", "n")

    run("export", tmp_path / "out", "--source", "n")

    assert ordered(tmp_path / "out") == ordered(shared / example)
    assert "nothing is to be done" in run("import", shared / example, "--source", "n", "--keep-first")


def test_every_official_file_comes_back_by_itself_through_the_database(shared, tmp_path):
    files = {
        hashlib.sha256(file.read_bytes()).hexdigest()[:8]: file
        for example in EXAMPLES
        if not example.endswith("csv")
        for file in (shared / example).glob("*.json")
    }

    for name, file in files.items():
        run("import", file, "--source", name, "--title", "N", "--keep-first")
        run("apply", name)
        run("export", tmp_path / name, "--source", name)

        assert ordered(tmp_path / name) == {file.name: json.loads(file.read_text())}, file
    assert len(files) > 30


def test_real_directory_of_tables_comes_back_to_the_letter_through_the_database(shared, repository, tmp_path):
    mapping = repository / "tests/sources/open_referral/inputs/florida.yaml"
    feed = shared / "data/directory/florida_services_raw"

    said = run("import", feed, "--source", "n", "--title", "N", "--mapping", mapping, "--yes")
    run("export", tmp_path / "out", "--source", "n")

    assert "135 new" in said
    assert "It is in the directory" in said
    assert ordered(tmp_path / "out") == ordered(feed)

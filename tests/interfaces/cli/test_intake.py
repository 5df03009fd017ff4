"""`tideturn intake import`: a file of reports is taken whole or not at all, and only once."""

import csv
import gzip
import io
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from tests.foundations.conftest import SET_UP
from tideturn.engines.pathways.models import Case, Receipt, Report
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.access.models import Agency
from tideturn.foundations.audit.models import Entry
from tideturn.interfaces.cli.command import main
from tideturn.interfaces.joint.intake import csv_file, csv_import

LINES = (
    "occurred_at,source_reference,area,place,given_name,birth_date,home_area,naloxone_given,substances_suspected,"
    "other_references,contact",
    '2026-11-21T02:14:00Z,EAS-1,EM-A01,"A stair, invented",Robin,1984-05-19,,yes,heroin; valium,police: P-7,not_asked',
    "2026-11-22T02:14:00+00:00,EAS-2,EM-A03,=HYPERLINK(1),,,,no,,,refused",
    "2026-11-23T02:14:00Z,EAS-3,,,,,EM-A01,,,,",
)


@pytest.fixture(autouse=True)
def ambulance(db, monkeypatch, repository):
    """An ambulance service and a team of Northmark, in the invented country."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    with acting(SET_UP):
        agencies.ensure_national_queue(by=SET_UP)
        agencies.create_agency(name="Estmark Ambulance", kind="ambulance-service", by=SET_UP)
        agencies.create_agency(name="Northmark", kind="drug-and-alcohol-service", areas=["EM-A01"], by=SET_UP)


@pytest.fixture
def file(tmp_path):
    """A file of three reports."""
    path = tmp_path / "reports.csv"
    path.write_text("\n".join(LINES) + "\n", "utf-8")
    return path


def run(*words):
    return CliRunner().invoke(main, ["intake", "import", "--agency", "estmark-ambulance", *map(str, words)])


def kept(model) -> int:
    with acting(system_actor("intake")):
        return model.objects.count()


def test_each_line_becomes_a_report(file):
    done = run(file)

    assert done.exit_code == 0, done.output
    assert done.output == "3 reports in reports.csv: 3 received, 0 received before and left as they are.\n"
    with acting(system_actor("intake")):
        first, second, third = Report.objects.order_by("source_reference")
        assert [one.agency for one in (first, second, third)] == ["estmark-ambulance"] * 3
        assert (first.substances, first.naloxone_given, first.place) == (
            ["heroin", "valium"],
            True,
            "A stair, invented",
        )
        assert [(one.agency, one.text) for one in first.references.order_by("id")][1] == ("police", "P-7")
        assert (second.place, second.naloxone_given, second.contact) == ("=HYPERLINK(1)", False, "refused")
        assert (third.area, third.door, third.person is None) == ("EM-A01", "csv", False)
        assert Case.objects.filter(team__name="Northmark").count() == 2
    with acting(system_actor("audit")):
        actions = list(Entry.objects.filter(agency="estmark-ambulance").values_list("action", flat=True))
    assert (actions.count("report"), actions.count("import reports")) == (3, 1)


def test_the_same_file_again_adds_nothing(file, tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    run(file, "--out", first)

    again = run(file, "--out", second)

    assert "0 received, 3 received before" in again.output
    assert kept(Report) == 3
    ids = [[row["id"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8")))] for path in (first, second)]
    assert ids[0] == ids[1]


def test_a_line_that_stands_twice_is_one_report(file):
    file.write_text("\n".join([*LINES, LINES[1]]), "utf-8")

    assert "4 reports in reports.csv: 3 received, 1 received before" in run(file).output


def test_check_keeps_nothing(file):
    done = run(file, "--check")

    assert "3 would be received" in done.output
    assert (kept(Report), kept(Receipt), kept(Case)) == (0, 0, 0)
    assert "3 received" in run(file).output


def test_everything_that_is_wrong_is_said_and_no_line_is_kept(file):
    faulty = (
        "yesterday,,EM-A99,,,30/2/1984,,perhaps,,,",
        "2026-11-21T02:14:00Z,,,,,3000-01-01,,,,P-7,whatever",
        "2126-11-21T02:14:00Z,,,,Robin\x07,,,,,,",
        "too,few",
    )
    file.write_text("\n".join([*LINES, *faulty]), "utf-8")

    done = run(file)

    assert done.exit_code == 2
    said = done.output
    for place in (
        "Line 5, column naloxone_given: is neither yes nor no",
        "Line 6, column other_references: holds a reference without its agency",
        "Line 7, column given_name: ",
        "Line 8, column all: has 2 cells where the first line names 11",
        "Nothing was kept.",
    ):
        assert place in said
    assert "Robin" not in said
    assert kept(Report) == 0


def test_every_field_of_a_line_is_named(file):
    file.write_text(LINES[0] + "\n" + "yesterday,,EM-A99,,,30/2/1984,EM-A98,,,,whatever\n", "utf-8")

    said = run(file).output

    for column in ("occurred_at", "area", "birth_date", "home_area", "contact"):
        assert f"Line 2, column {column}: " in said


def test_keys_of_ones_own_are_taken_and_never_for_two_reports(file, tmp_path):
    key, other = "0b9c7a52-6f0e-4f8a-9d55-5a4d0f7f6f01", "0b9c7a52-6f0e-4f8a-9d55-5a4d0f7f6f02"
    rows = [f"2026-11-21T02:14:00Z,{key}", f"2026-11-22T02:14:00Z,{key}", "2026-11-23T02:14:00Z,x"]
    file.write_text("\n".join(["occurred_at,key", *rows]), "utf-8")

    refused = run(file)
    file.write_text(f"occurred_at,key\n2026-11-21T02:14:00Z,{key}\n", "utf-8")
    taken = run(file)
    file.write_text(f"occurred_at,key\n2026-11-22T02:14:00Z,{other}\n2026-11-25T02:14:00Z,{key}\n", "utf-8")
    used = run(file)

    assert "Line 3, column key: stands on line 2 too" in refused.output
    assert "Line 4, column key: is no UUID" in refused.output
    assert "1 received" in taken.output
    assert "Line 3, column key: was used before for another report" in used.output
    assert kept(Report) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"occurred_at\n", "nothing below it"),
        (b"notes\nx\n", "the column is missing: occurred_at"),
        (b"occurred_at,nam\nx,y\n", "not known: 'nam'"),
        (b"occurred_at,occurred_at\nx,y\n", "two columns are called"),
        (b"occurred_at;notes\nx;y\n", "missing: occurred_at"),
        (b"occurred_at\n\x00\n", "byte 0"),
        (b"occurred_at\n\xe9\n", "not UTF-8"),
        ("occurred_at\nx\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04", "workbook"),
        (b'occurred_at,notes\nx,"y\n', "quotation mark"),
        (b"occurred_at,notes\nx," + b"y" * 200_000, "longer than any value"),
        (b",".join(b"c%d" % n for n in range(2000)), "2000 columns"),
        (b"occurred_at\n" + b"2026-11-21T02:14:00Z\n" * 2_001, "more than 2000 reports"),
        (b"occurred_at,notes\n" + b"," * 17 * 2**20, "longer than 16 MB"),
        (gzip.compress(b"occurred_at,notes\n" + b"x,y\n" * 10_000_000, 1), "Mend these first"),
        (gzip.compress(b"a" * 200_000_000, 1), "does not end"),
        (b"\x1f\x8bbroken", "damaged"),
    ],
    ids=range(18),
)
def test_file_that_is_no_table_of_reports_is_refused(file, content, said):
    file.write_bytes(content)

    done = run(file)

    assert (done.exit_code, done.exception.__class__) == (2, SystemExit), done.output
    assert said in done.output
    assert kept(Report) == 0


def test_file_that_is_not_there_and_agency_that_is_not_known(file, tmp_path):
    assert "is not there" in run(tmp_path / "no.csv").output
    unknown = CliRunner().invoke(main, ["intake", "import", str(file), "--agency", "nobody"])
    assert (unknown.exit_code, "There is no agency “nobody”" in unknown.output) == (2, True)


def issue(agency: str) -> None:
    with acting(SET_UP):
        credentials.issue(agency=Agency.objects.get(pk=agency), by=SET_UP)


def test_agency_need_not_be_said_where_one_alone_may_send(file):
    bare = ["intake", "import", str(file)]
    none = CliRunner().invoke(main, bare)
    issue("estmark-ambulance")
    taken = CliRunner().invoke(main, bare)
    issue("northmark")
    several = CliRunner().invoke(main, bare)

    assert (none.exit_code, "Say whose reports these are" in none.output) == (2, True)
    assert (taken.exit_code, kept(Report)) == (0, 3), taken.output
    assert (several.exit_code, "--agency and one of estmark-ambulance, northmark" in several.output) == (2, True)


@pytest.mark.parametrize("join", [".", "_"])
def test_columns_may_be_called_as_the_fields_of_the_api(file, join):
    head = f"occurred_at,place{join}area,place{join}description,person{join}given_name,person{join}area"
    file.write_text(f"{head}\n2026-11-21T02:14:00Z,EM-A03,A stair,Robin,EM-A01\n")

    assert run(file).exit_code == 0
    with acting(system_actor("intake")):
        one = Report.objects.get()
        assert (one.place, one.area) == ("A stair", "EM-A01")


def test_receipts_are_safe_to_open_in_a_spreadsheet(file, tmp_path):
    with acting(SET_UP):
        team = agencies.Team.objects.get(name="Northmark")
        team.name = "=1+1"
        team.save()
    out = tmp_path / "receipts.csv"

    run(file, "--out", out)

    cells = [cell for row in csv.reader(io.StringIO(out.read_text("utf-8"))) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("name", ["reports.csv", "receipts.parquet", "receipts.txt", "no/receipts.csv"])
def test_receipts_go_nowhere_else(file, tmp_path, name):
    done = run(file, "--out", tmp_path / name)

    assert done.exit_code == 2
    assert kept(Report) == 0


def failing_at_the_third(monkeypatch):
    """Let the database fail while the third report is kept."""
    from django.db import OperationalError

    from tideturn.interfaces.joint.intake import receiving

    kept_so_far = []
    receive = receiving.receive

    def fail_at_the_third(sending, *, sender):
        kept_so_far.append(sending)
        if len(kept_so_far) == 3:
            raise OperationalError("No space left on device")
        return receive(sending, sender=sender)

    monkeypatch.setattr(receiving, "receive", fail_at_the_third)


def test_database_that_fails_midway_keeps_nothing(file, monkeypatch):
    failing_at_the_third(monkeypatch)

    done = run(file)

    assert (done.exit_code, kept(Report), kept(Receipt)) == (2, 0, 0)
    assert "give it again" in done.output


def test_file_taken_line_by_line_is_seen(file, monkeypatch):
    """The planted fault: each line in a transaction of its own leaves two reports of a file that was not taken."""
    whole = csv_import.take
    monkeypatch.setattr(
        csv_import, "take", lambda lines, **said: [taken for line in lines for taken in whole([line], **said)]
    )
    failing_at_the_third(monkeypatch)

    assert (run(file).exit_code, kept(Report)) == (2, 2)


def test_check_without_its_savepoint_is_seen(file, monkeypatch):
    """The planted fault: where nothing is taken back, a check keeps what it only tried."""
    monkeypatch.setattr(csv_import, "_undone", lambda is_undone: nullcontext())

    assert "Nothing was kept" in run(file, "--check").output
    assert kept(Report) == 3


def test_a_flood_of_problems_ends(file):
    file.write_text("occurred_at\n" + "x\n" * 1_000, "utf-8")

    said = run(file).output

    assert said.count("Line ") == csv_file.PROBLEMS_AT_MOST
    assert "Mend these first" in said

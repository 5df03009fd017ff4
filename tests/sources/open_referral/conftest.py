"""Small feeds of our own, all invented, and the official examples where they are beside the clone."""

import csv
import json
import random
import zipfile
from pathlib import Path

import pytest

from tideturn.sources.open_referral.entities import Entity
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Form
from tideturn.sources.open_referral.reading import open_feed
from tideturn.sources.open_referral.writing import write_feed

EXAMPLES = [
    "conformance/oruk-profile-3.0/examples",
    "conformance/oruk-profile-3.0/examples/csv",
    "conformance/hsds-3.0/examples",
    "conformance/hsds-3.0/examples/csv",
    "data/directory/hsds3_examples",
    "data/directory/hsds3_examples/csv",
    "data/directory/oruk_examples",
    "data/directory/oruk_examples/csv",
    "data/directory/ohana_sample_csv",
    "data/directory/oruk_validator_mocks/V1.0-UK-Default",
    *(f"data/directory/oruk_validator_mocks/V3.0-UK-{name}" for name in ("Default", "Test", "Warn", "Fail")),
    *(f"conformance/oruk-validator-mocks/OpenReferralApi/Mocks/V3.0-UK-{name}" for name in ("Default", "Fail")),
]
SERVICE = {
    "id": "11111111-1111-4111-8111-111111111111",
    "name": "Harbour needle exchange",
    "status": "active",
    "minimum_age": 16,
    "organization": {"id": "22222222-2222-4222-8222-222222222222", "name": "Quay Trust", "description": "A trust."},
    "service_at_locations": [
        {
            "id": "33333333-3333-4333-8333-333333333333",
            "location": {"id": "44444444-4444-4444-8444-444444444444", "location_type": "physical", "latitude": 57.5},
        }
    ],
    "ours_alone": {"kept": [1, 2.5, None, True]},
}


@pytest.fixture(scope="session")
def official(repository):
    """The folder of published feeds and schemas; what compares with them is skipped aloud where it is absent."""
    folder = repository.parent / "shared"
    if not (folder / "conformance").is_dir():
        pytest.skip("../shared is not here: nothing was compared with the official examples")
    return folder


@pytest.fixture
def service():
    """One invented service, to be altered by a test."""
    return json.loads(json.dumps(SERVICE))


def entities_of(source, **options):
    with open_feed(source, **options) as feed:
        return list(feed.entities)


def refusal_of(source, **options):
    with pytest.raises(FeedRefused) as refused:
        entities_of(source, **options)
    said = str(refused.value)
    assert len(said) < 600
    assert said.isprintable()
    assert said.endswith(".")
    return said


def given_back(source, out: Path, **options):
    """Read a feed, keep it as a database would, in no order, and write it from that."""
    with open_feed(source, **options) as feed:
        kept = [Entity(e.kind, e.id, json.loads(json.dumps(e.content)), e.place) for e in feed.entities]
        form = Form.from_document(json.loads(json.dumps(feed.form.as_document())))
    random.Random(1).shuffle(kept)  # noqa: S311
    write_feed(kept, form, out)


def ordered(folder: Path):
    """Return what the files of a folder hold, with rows in one order."""
    return {path.name: _held(path) for path in sorted(folder.iterdir()) if path.is_file()}


def _held(path: Path):
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8-sig") as file:
            first, *rows = [row for row in csv.reader(file) if row]
        return first, sorted(rows)
    text = path.read_text(encoding="utf-8")
    try:
        return json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines()] if path.suffix == ".jsonl" else text


def write_tables(folder: Path, **tables: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def write_workbook(path: Path, **sheets) -> Path:
    """Write a small .xlsx by hand; numbers as numbers, everything else as text."""
    names = list(sheets)
    kinds = "http://schemas.openxmlformats.org"
    book = f"{kinds}/spreadsheetml/2006/main"
    links = f"{kinds}/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{sheet_type}"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{kinds}/package/2006/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
            f'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{kinds}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{book}" xmlns:r="{links}"><sheets>{listed}</sheets></workbook>'
        )
        targets = "".join(
            f'<Relationship Id="r{n}" Type="{links}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{kinds}/package/2006/relationships">{targets}</Relationships>',
        )
        for n, name in enumerate(names, 1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", _sheet(book, sheets[name]))
    return path


def _sheet(book: str, rows) -> str:
    lines = "".join(
        f'<row r="{r}">' + "".join(_cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row)) + "</row>"
        for r, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{book}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(place: str, value) -> str:
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>' if value else ""

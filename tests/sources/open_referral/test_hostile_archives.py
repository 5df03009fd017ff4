"""Zips and workbooks made to do harm: looked over before a byte is unpacked, and read by a confined child."""

import json
import stat
import zipfile

import pytest

from tests.sources.open_referral.conftest import refusal_of, write_workbook
from tideturn.sources.open_referral import archives
from tideturn.sources.open_referral.mapping import read_mapping


def packed(path, *files, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content, **options)
    return path


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("../services.json", "[]", "leads out of the zip"),
        ("a/../../services.json", "[]", "leads out of the zip"),
        ("/etc/services.json", "[]", "leads out of the zip"),
        ("C:/services.json", "[]", "leads out of the zip"),
        ("a\\b.json", "[]", "leads out of the zip|holds no feed"),
        (link("services.json"), "/etc/passwd", "is a link"),
        ("inner.zip", "PK", "an archive in the zip"),
        ("services.json.gz", "x", "an archive in the zip"),
        ("services.json", b"[" + b" " * 30_000_000 + b"]", "unpacks to"),
        ("services.json", b"PK\x03\x04" + b"x" * 99, "is a zip or a workbook"),
    ],
)
def test_zip_that_is_made_to_do_harm_is_refused(tmp_path, name, content, said):
    path = packed(tmp_path / "feed.zip", (name, content))

    assert any(words in refusal_of(path) for words in said.split("|"))
    assert [item.name for item in tmp_path.iterdir()] == ["feed.zip"]


def test_zip_that_holds_a_name_twice_or_too_many_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 50)
    monkeypatch.setattr(archives, "LARGEST_DIRECTORY", 20_000)
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = packed(tmp_path / "twice.zip", ("services.json", "[]"), ("services.json", "[{}]"))
    many = packed(tmp_path / "many.zip", *((f"{n}.json", "[]") for n in range(51)))
    listed = packed(tmp_path / "listed.zip", *((f"{'x' * 400}{n}.json", "[]") for n in range(50)))

    assert "is in the zip twice" in refusal_of(twice)
    assert "lists more than 50 files" in refusal_of(many)
    assert "lists more than 50 files" in refusal_of(listed)


def test_zip_that_lies_about_its_sizes_or_is_cut_is_refused(tmp_path):
    path = packed(tmp_path / "feed.zip", ("services.json", json.dumps([{"id": str(n)} for n in range(2_000)])))
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02") + 24
    content[place : place + 4] = (100).to_bytes(4, "little")
    (tmp_path / "lie.zip").write_bytes(content)
    (tmp_path / "cut.zip").write_bytes(path.read_bytes()[:-30])

    assert "cannot be read to its end" in refusal_of(tmp_path / "lie.zip")
    assert "damaged zip" in refusal_of(tmp_path / "cut.zip")


def test_zip_with_a_file_without_a_name_is_refused(tmp_path):
    path = packed(tmp_path / "feed.zip", ("x", "[]"))
    content = path.read_bytes()
    place = content.rfind(b"PK\x01\x02")
    nameless = content[place : place + 28] + b"\0\0" + content[place + 30 : place + 46] + content[place + 47 :]
    path.write_bytes(content[:place] + nameless[:-10] + (46).to_bytes(4, "little") + nameless[-6:])

    assert "leads out of the zip" in refusal_of(path)


def test_zip_whose_parts_disagree_is_refused(tmp_path):
    path = packed(tmp_path / "feed.zip", ("services.json", "[]"))
    content = path.read_bytes()
    path.write_bytes(b"PK\x03\x04" + b"\xff" * 40 + content[44:])

    assert "download it again" in refusal_of(path)


def test_zip_behind_a_password_is_refused(tmp_path):
    path = packed(tmp_path / "feed.zip", ("services.json", "[]"))
    content = bytearray(path.read_bytes())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)

    assert "behind a password" in refusal_of(path)


MAPPING = "name: x\ntables:\n  Doors:\n    kind: service\n    fields: {name: a}\n"


@pytest.fixture
def mapping(tmp_path):
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    return read_mapping(tmp_path / "mapping.yaml")


def test_workbook_that_is_none_is_refused(tmp_path, mapping):
    (tmp_path / "text.xlsx").write_text("hello")
    packed(tmp_path / "zip.xlsx", ("services.json", "[]"))
    packed(tmp_path / "bomb.xlsx", ("xl/workbook.xml", b" " * 40_000_000))
    write_workbook(tmp_path / "bare.xlsx", Doors=[])

    assert "damaged" in refusal_of(tmp_path / "text.xlsx", mapping=mapping)
    assert "damaged or no Excel workbook" in refusal_of(tmp_path / "zip.xlsx", mapping=mapping)
    assert "unpacks to" in refusal_of(tmp_path / "bomb.xlsx", mapping=mapping)
    assert "no sheet" in refusal_of(tmp_path / "bare.xlsx", mapping=mapping)


def test_workbook_whose_sheet_claims_to_be_huge_is_refused(tmp_path, mapping):
    book = write_workbook(tmp_path / "doors.xlsx", Doors=[["a"], ["b"]])
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(tmp_path / "far.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", far if "sheet1" in name else b"</sheetData>"))

    said = refusal_of(tmp_path / "far.xlsx", mapping=mapping)

    assert "more memory or time" in said or "more than" in said

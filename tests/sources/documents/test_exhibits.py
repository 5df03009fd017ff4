"""What is shown as evidence is known by its content: what a browser could run is refused whatever it is called."""

import contextlib
import io
import zipfile

import pytest

from tideturn.sources.documents import exhibits
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.exhibits import media_type_of


def packed(*members: str, how: int = zipfile.ZIP_STORED, **contents: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name in members:
            archive.writestr(name, contents.get(name, "x"))
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg"),
        (packed("[Content_Types].xml", "word/document.xml"), f"{exhibits.OFFICE}wordprocessingml.document"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), f"{exhibits.OFFICE}spreadsheetml.sheet"),
        (packed("mimetype", mimetype=f"{exhibits.OPEN_DOCUMENT}text"), f"{exhibits.OPEN_DOCUMENT}text"),
        (b"plan,done\n1,yes\n", "text/plain"),
        ("Zwei Gebiete haben ihre Sätze.".encode("utf-8-sig"), "text/plain"),
    ],
)
def test_kind_is_told_by_content_whatever_the_name(content, kind):
    assert media_type_of("picture.html", content) == kind
    assert kind in exhibits.ENDINGS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"<!doctype html><script>alert(1)</script>", "a page, a drawing or a program"),
        (b"\xef\xbb\xbf  <svg onload='x'>", "a page, a drawing or a program"),
        (b"#!/bin/sh\n", "a page, a drawing or a program"),
        (b"{\\rtf1}", "a page, a drawing or a program"),
        (b"text\0more", "a page, a drawing or a program"),
        (b"MZ\x90\x00\xff", "not taken"),
        (b"GIF89a\xff", "not taken"),
        (packed("a.exe"), "an archive"),
        (packed("mimetype", mimetype="text/html"), "an archive"),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "macros"),
        (b"PK\x03\x04broken", "damaged or locked"),
    ],
)
def test_what_a_browser_or_a_machine_could_run_is_refused_with_what_to_do(content, said):
    with pytest.raises(DocumentRefused, match=said):
        media_type_of("report.pdf", content)


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_archive_is_refused_however_it_is_packed(how):
    whole = packed("mimetype", how=how, mimetype=f"{exhibits.OPEN_DOCUMENT}text")
    for place in range(4, len(whole)):
        with contextlib.suppress(DocumentRefused):
            media_type_of("report.odt", whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])


def test_archive_of_very_many_parts_is_refused_for_macros_could_hide_among_them(monkeypatch):
    monkeypatch.setattr(exhibits, "MEMBERS_AT_MOST", 2)

    with pytest.raises(DocumentRefused, match="more parts"):
        media_type_of("report.docx", packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"))


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(exhibits, "LARGEST", 5)

    with pytest.raises(DocumentRefused, match="Link to it"):
        media_type_of("report.pdf", b"%PDF-1.7\n")

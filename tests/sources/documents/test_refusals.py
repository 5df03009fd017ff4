"""What cannot be read is refused in one sentence, within bounds."""

import io
import os
import signal
import threading
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from tideturn.methods.reading.document import Document
from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents import confinement, limits
from tideturn.sources.documents.child import answer_for
from tideturn.sources.documents.documents import document_from_bytes, open_document
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.opening import read_bytes
from tideturn.sources.documents.sniffing import sniff

ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def encrypted(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b" \n\t ", "no text"),
        (bytes(range(256)) * 40, "not a document with text"),
        (b"\x00\x01" * 500, "not a document with text"),
        ("Κάτι μακρύ ".encode("iso-8859-7") * 50, "encoding"),
        (b"\xff\xfea", "encoding"),
        (b"\x89PNG\r\n" + b"0" * 99, "PNG picture"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 99, "old kind"),
        (b"{\\rtf1 x}", "RTF"),
        (ENTITIES, "entities"),
        (b"<html><script>We will</script></html>", "no text"),
        (zipped({"a.txt": b"x"}), "not a Word document"),
        (zipped({"word/document.xml": b"0" * (70 * 1024 * 1024)}), "unpacks to more"),
        (zipped({"word/document.xml": ENTITIES}), "entities"),
        (zipped({"word/document.xml": b"<x/>"})[:-30], "damaged"),
        (b"%PDF-1.7\n" + b"\x93" * 500, "damaged"),
        (b"x\n" * (limits.MOST_LINES + 1), "longer than any plan"),
        (b"x" * (limits.LARGEST_TEXT + 1), "longer than any plan"),
    ],
)  # fmt: skip
def test_document_from_bytes_refuses(content, words):
    with pytest.raises(DocumentRefused, match=words) as refusal:
        document_from_bytes("plan.of.norland", content)

    assert str(refusal.value).startswith("plan.of.norland: ")
    assert "\n" not in str(refusal.value)


def test_document_from_bytes_refuses_an_encrypted_pdf(plan):
    with pytest.raises(DocumentRefused, match="encrypted"):
        document_from_bytes("x.pdf", encrypted(plan["plan.pdf"]))


def test_document_from_bytes_refuses_a_pdf_without_text(pdf):
    with pytest.raises(DocumentRefused, match="no text layer"):
        document_from_bytes("x.pdf", _blank())


def _blank() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_document_from_bytes_reads_the_usual_encodings(encoding):
    text = "The boats – all of them – cost £5 million, and it is said that they leak in winter."

    assert document_from_bytes("x.txt", text.encode(encoding)).lines == (text,)


def test_read_bytes_refuses_what_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    for path, words in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "folder"),
        (tmp_path / "pipe", "device or a pipe"),
        (Path("/dev/zero"), "device or a pipe"),
        (tmp_path / "a\0b", "file name"),
    ):
        with pytest.raises(DocumentRefused, match=words):
            read_bytes(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_read_bytes_refuses_a_file_that_may_not_be_read(tmp_path):
    file = tmp_path / "closed.txt"
    file.write_text("x")
    file.chmod(0)

    with pytest.raises(DocumentRefused, match="may not read"):
        read_bytes(file)


def test_read_bytes_refuses_a_large_file_without_reading_it(tmp_path):
    file = tmp_path / "large.txt"
    with file.open("wb") as target:
        target.truncate(500 * 1024 * 1024)

    with pytest.raises(DocumentRefused, match="larger than 32 MB"):
        open_document(file)


def test_the_child_is_stopped_when_it_wants_more_memory(monkeypatch):
    # The guard's own guard: a page that is read within the limit is refused when the limit is small.
    page = b"<html><body>" + b"<p>We will mend boats.</p>" * 20_000

    assert len(document_from_bytes("x.html", page).lines) == 20_000
    monkeypatch.setattr(confinement, "CHILD_WAIT_SECONDS", 0.01)
    with pytest.raises(DocumentRefused, match="more memory or time"):
        document_from_bytes("x.html", page)


def test_the_child_refuses_a_tree_larger_than_its_memory():
    page = b"<html><body><table>" + b"<tr><td>x<td>y</tr>" * 1_500_000

    with pytest.raises(DocumentRefused, match="more memory or time"):
        document_from_bytes("x.html", page)


def test_bounded_memory_bites_and_is_lifted_again():
    with pytest.raises(MemoryError), confinement.bounded_memory(3 * 1024 * 1024 * 1024):
        bytearray(4 * 1024 * 1024 * 1024)

    assert len(bytearray(1024)) == 1024


@settings(max_examples=300, deadline=None)
@given(
    content=st.binary(max_size=3000) | st.text(max_size=800).map(str.encode),
    name=st.sampled_from(["x", "x.txt", "x.html"]),
)
def test_any_bytes_are_read_or_refused(content, name):
    answer = _answer(name, content)

    assert set(answer) >= {"lines", "blocks"} or isinstance(answer["refused"], str)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(["plan.docx", "plan.pdf", "plan.html"]))
def test_any_damage_to_a_document_is_read_or_refused(plan, data, name):
    content = bytearray(plan[name])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))

    answer = _answer(name, bytes(content[:cut]))

    assert "refused" in answer or answer["lines"]


def _answer(name, content):
    """Return what the child would answer, and read it as a plan where it is one."""
    try:
        form = sniff(name, content)
    except DocumentRefused as refusal:
        return {"refused": refusal.reason}
    answer = answer_for(name, content, form)
    if "refused" not in answer:
        coverage = read_document(_document(answer)).coverage
        assert coverage.characters == coverage.accounted
    return answer


def _document(answer) -> Document:
    return confinement._answer("x", {**answer, "blocks": [list(block) for block in answer["blocks"]]})


def keep_busy():
    with confinement.bounded_time("slow.txt", 0.05):
        while True:
            pass


def test_bounded_time_refuses_a_file_that_keeps_the_processor_busy():
    with pytest.raises(DocumentRefused, match=r"slow.txt: .*more memory or time"):
        keep_busy()


def test_bounded_time_is_lifted_again_and_takes_no_time_from_others():
    before = signal.getsignal(signal.SIGPROF)

    with confinement.bounded_time("quick.txt", 0.05):
        time.sleep(0.1)  # waiting is no work

    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGPROF) == before


def test_bounded_time_does_nothing_beside_the_main_thread():
    done = []

    def read_elsewhere():
        with confinement.bounded_time("quick.txt", 0.05):
            done.append(True)

    thread = threading.Thread(target=read_elsewhere)
    thread.start()
    thread.join()

    assert done == [True]

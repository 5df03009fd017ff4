"""Feeds made to do harm: each is refused or named in one sentence, in bounded memory and time."""

import io
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.sources.open_referral.conftest import entities_of, refusal_of, write_tables
from tideturn.sources.open_referral import members, reading
from tideturn.sources.open_referral.checking import check
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Form, Format, MemberForm, Shape
from tideturn.sources.open_referral.limits import MOST_COLUMNS
from tideturn.sources.open_referral.mapping import read_mapping
from tideturn.sources.open_referral.reading import open_feed
from tideturn.sources.open_referral.writing import write_feed


def nested(depth):
    return '{"id": "a", "x": ' + "[" * depth + "]" * depth + "}"


BAD_JSON = {
    b"": "is empty",
    b"   ": "is empty",
    b"services": "neither { nor [",
    b"<html></html>": "neither { nor [",
    b'{"contents": [{"id": "1"}': "is missing",
    b'{"contents": [{"id": "1"}, {"id"': "item 2: is not JSON",
    b'{"contents": [1]}': "item 1: is not an object",
    b'[{"id": "1"}] extra': "goes on after its end",
    b'[{"id": "1", "id": "2"}]': "the field 'id' twice",
    b'{"contents": [], "contents": [{"id": "1"}]}': "stands twice",
    b'[{"id": NaN}]': "NaN for a number",
    b'[{"id": -Infinity}]': "-Infinity for a number",
    b'[{"latitude": 1e999}]': "too large or too exact",
    b'[{"latitude": 0.' + b"1" * 60 + b"}]": "too large or too exact",
    b'[{"id": ' + b"9" * 5000 + b"}]": "5,000 digits",
    b'[{"name": "a\\u0000b"}]': "a null character",
    b'[{"a\\u0000": 1}]': "a null character",
    b'[{"name": "\\ud800"}]': "half a letter",
    b'[{"name": "a\x00b"}]': "holds a null character",
    b'[{"name":\n "\xe9"}]': "line 2: holds the byte E9, which is not UTF-8",
    b'[{"name": "\xc3': "not UTF-8",
    '[{"name": "a"}]'.encode("utf-16"): "looks like UTF-16",
    '[{"name": "a"}]'.encode("utf-16-le"): "looks like UTF-16",
    b"PK\x05\x06": "neither { nor [",
    b"\x1f\x8b\x08\x00abc": "gzip archive",
    nested(65).encode(): "more than 64 deep",
    nested(200).encode(): "more than 64 deep",
    nested(100_000).encode(): "more than 64 deep",
    f'{{"contents": [{nested(200)}]}}'.encode(): "item 1: has values that stand more than 64 deep",
}


@pytest.mark.parametrize("number", range(len(BAD_JSON)))
def test_json_that_is_broken_or_lost_is_refused(tmp_path, number):
    content, said = list(BAD_JSON.items())[number]
    (tmp_path / "services.json").write_bytes(content)

    assert said in refusal_of(tmp_path / "services.json")


@pytest.mark.parametrize("depth", [1, 20, 60])
def test_json_that_is_as_deep_as_the_standard_is_read(tmp_path, depth):
    (tmp_path / "services.json").write_text(nested(depth))

    assert len(entities_of(tmp_path / "services.json")) == 1


def test_escaped_backslash_before_u0000_is_text(tmp_path):
    (tmp_path / "services.json").write_text('[{"id": "1", "name": "\\\\u0000"}]')

    assert entities_of(tmp_path / "services.json")[0].content["name"] == "\\u0000"


BAD_TABLES = {
    "id,name\n1,A,B\n": "row 2: has 3 fields below 2 columns",
    'id,name\n1,"A\n': "is no CSV (unexpected end of data)",
    'id,name\n1,"A"b\n': "is no CSV",
    "": "is empty",
    "id,name\n1,a\0b\n": "line 2: holds a null character",
    ",".join(f"c{n}" for n in range(100_000)) + "\n": f"100,000 columns, more than {MOST_COLUMNS:,}",
    "id,name\n1," + "x" * 5_000_000: "a line of more than",
    "id,name\n1," + "x" * 2_000_000 + "\n": "field larger than field limit",
}


@pytest.mark.parametrize("number", range(len(BAD_TABLES)))
def test_table_that_is_broken_is_refused(tmp_path, number):
    text, said = list(BAD_TABLES.items())[number]
    source = write_tables(tmp_path / "in", services=text)

    assert said in refusal_of(source)


def test_links_pipes_and_what_is_not_there_are_refused(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "services.json").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.json")

    assert "is a link to another file" in refusal_of(folder)
    assert "is a device or a pipe" in refusal_of(tmp_path / "pipe.json")
    assert "is not there" in refusal_of(tmp_path / "nowhere.json")
    assert "no file can have this name" in refusal_of("a\0b")
    assert "holds no feed" in refusal_of(write_tables(tmp_path / "empty"))


def test_file_that_is_too_large_is_refused_without_being_read(tmp_path):
    with (tmp_path / "services.json").open("wb") as file:
        file.truncate(5 * 1024**3)

    began = time.process_time()
    assert "larger than 4 GB" in refusal_of(tmp_path / "services.json")
    assert time.process_time() - began < 0.5


def test_page_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_PAGE", 1_000)

    assert "page 2: is larger than" in refusal_of(iter([b"[]", b"[" + b" " * 1_000 + b"]"]))


@pytest.mark.parametrize("page", [{"id": float("nan")}, {"id": {1, 2}}, {"id": "\ud800"}, {"a": {"b": object()}}, 7])
def test_page_that_was_parsed_passes_the_same_guards(page):
    assert refusal_of(iter([page])).startswith("page 1")


def test_full_disk_is_said(tmp_path, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("tideturn.sources.open_referral.shelf.Shelf.seal", full)

    assert "make room there" in refusal_of(write_tables(tmp_path / "in", services="id,name\n1,A\n"))


def test_name_of_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "a\nb.json").write_text("[]")

    assert "signs that are no letters" in refusal_of(tmp_path)


def test_pages_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_PAGES", 3)

    assert "page 4: is one of more than 3" in refusal_of(b"[]" for _ in iter(int, 1))


def test_folder_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(members, "MOST_MEMBERS", 3)
    for n in range(9):
        (tmp_path / f"{n}.json").write_text("[]")

    assert "more than 3 files" in refusal_of(tmp_path)


@pytest.mark.parametrize(
    "begin",
    ['[{"name": "', '{"name": "', '{"contents": [{"name": "', "[" + '{"a":1},' * 3 + '{"b": [', '{"a": 1, "'],
)
def test_one_value_without_end_takes_little_memory_and_time(tmp_path, begin):
    with (tmp_path / "services.json").open("w") as file:
        file.write(begin)
        for _ in range(64):
            file.write("x" * 1024 * 1024)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    said = refusal_of(tmp_path / "services.json")

    assert "more than 8 MB" in said or "is not JSON" in said
    assert time.process_time() - began < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120_000


def test_tables_that_name_one_another_without_end_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("tideturn.sources.open_referral.nesting.COPIES_FREE", 10)
    monkeypatch.setattr("tideturn.sources.open_referral.nesting.COPIES_AT_MOST", 3)
    source = write_tables(
        tmp_path / "in",
        services="id,name\n" + "".join(f"s{n},A\n" for n in range(40)),
        locations="id,location_type\nl,physical\n",
        service_at_location="id,service_id,location_id\n" + "".join(f"a{n},s{n},l\n" for n in range(40)),
        addresses="id,location_id,address_1\n" + "".join(f"d{n},l,1\n" for n in range(40)),
    )

    assert "name one another so often" in refusal_of(source)


def test_more_than_can_be_held_at_once_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("tideturn.sources.open_referral.nesting.MOST_IN_ONE", 30)
    monkeypatch.setattr("tideturn.sources.open_referral.json_feed.MOST_ROWS", 30)
    phones = "id,service_id,number\n" + "".join(f"h{n},s,1\n" for n in range(40))
    source = write_tables(tmp_path / "in", services="id,name\ns,A\n", phones=phones)

    assert "services.csv, row 2: more than 30 rows hang on this one" in refusal_of(source)
    assert "page 1, item 31: is one of more than 30" in refusal_of(iter([b"[" + b",".join([b"{}"] * 31) + b"]"]))


def test_rows_that_hang_on_themselves_or_in_a_circle_end(tmp_path):
    source = write_tables(
        tmp_path / "in",
        attributes="id,link_id,link_entity,taxonomy_term_id\na,a,attribute,t\nb,c,attribute,t\nc,b,metadata,t\n",
        metadata="id,resource_id,resource_type\nb,b,metadata\nm,a,attribute\n",
        organizations="id,name,parent_organization_id\no,O,p\np,P,o\nq,Q,q\n",
        taxonomy_terms="id,name,parent_id,taxonomy_id\nt,T,u,t\nu,U,t,t\n",
        taxonomies="id,name\nt,T\n",
    )

    with open_feed(source) as feed:
        found = check(feed)

    assert sum("is its own parent" in finding.said for finding in found) == 3
    assert {e.content["id"] for e in entities_of(source) if e.kind == "unlinked"} == {"a", "b", "c"}


def test_thousands_of_rows_with_one_id_are_refused_and_without_any_are_read(tmp_path):
    one = write_tables(tmp_path / "one", phones="id,number\n" + "".join(f"7,{n}\n" for n in range(1_001)))
    none = write_tables(tmp_path / "none", phones="id,number\n" + ",1\n" * 3_000, x="a\n" + "b\n" * 3_000)

    assert "1,001 rows of phone with the id '7'" in refusal_of(one)
    assert [e.content.get("number") for e in entities_of(none)] == ["1", None]


def test_text_that_stands_in_sentences_cannot_write_to_a_terminal(tmp_path):
    name = "\x1b[2Jname\r\n" * 30
    source = write_tables(tmp_path / "in", services=f'id,name\n1,A\n"{name}",B,"{name}"\n')
    (tmp_path / "service_list.json").write_text(json.dumps([{"id": name, "status": name, name: 1}]))

    refusal_of(source)
    for finding in check(open_feed(tmp_path / "service_list.json")):
        assert finding.said.isprintable()
        assert finding.place.isprintable()


def test_mapping_that_is_no_mapping_is_refused(tmp_path):
    for text in ("", "[]", "a: &a [*a]", "name: x\ntables: {}\n", "\x00", "- " * 1000):
        (tmp_path / "mapping.yaml").write_text(text)
        with pytest.raises(FeedRefused):
            read_mapping(tmp_path / "mapping.yaml")
    with pytest.raises(FeedRefused, match="not found"):
        read_mapping(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize("name", ["../out.json", "/etc/out.json", "a\\b.json", "", "a/../../b.json"])
def test_form_that_was_altered_writes_nothing_outside(tmp_path, name):
    form = Form(Format.ORUK_JSON, "3.0", Shape.LIST, (MemberForm(name, Shape.LIST),))

    with pytest.raises(FeedRefused, match="is no name of a file within a feed"):
        write_feed([], form, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_nothing_is_written_beside_a_feed_that_is_read(tmp_path):
    source = write_tables(tmp_path / "in", services="id,name\n1,A\n")

    entities_of(source)

    assert [path.name for path in source.iterdir()] == ["services.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_gigabyte_of_json_is_read_within_its_memory(tmp_path):
    """A whole process under a limit, as the ones of a server are; the file has holes and takes no disk."""
    with (tmp_path / "services.json").open("wb") as file:
        file.write(b'{"contents": [')
        file.truncate(1024**3)
    opening = "from tideturn.sources.open_referral.reading import open_feed"
    command = f"import sys; {opening}; list(open_feed(sys.argv[1]).entities)"

    done = subprocess.run(
        [sys.executable, "-c", command, tmp_path / "services.json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (700 * 1024**2,) * 2),
    )

    assert "FeedRefused" in done.stderr
    assert "holds a null character" in done.stderr


def test_stream_that_cannot_be_written_is_said(service):
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    with pytest.raises(FeedRefused, match="No space left"):
        write_feed(entities_of(iter([{"contents": [service]}])), Form.new(Format.ORUK_JSON, Shape.LIST), Full())

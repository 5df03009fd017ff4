"""Help can be read in another language: everything is marked, and a switch stands where there is a translation."""

import re
import struct
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.interfaces.website import reading
from tests.interfaces.website.helping import directory, filled_directory, service

__all__ = ["directory", "filled_directory"]
TEMPLATES = REPOSITORY / "tideturn" / "interfaces" / "website" / "templates" / "website"
FOLDERS = ("help", "self_referral")
MARKED = re.compile(
    r"{#.*?#}|{% blocktranslate.*?{% endblocktranslate %}|{% comment.*?{% endcomment %}|{%.*?%}|{{.*?}}", re.DOTALL
)
READ_OUT = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
# No translation, so that nobody takes it for one: what is found in the catalogue stands between brackets.
MARKS = {"Find help": "[Find help]", "What do you need?": "[What do you need?]", "Change what you asked": "[Change]"}
HEAD = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"


def unmarked(template: str) -> list[str]:
    """Return the words of a template that no translation can reach."""
    left = MARKED.sub(" ", template)
    texts = [*READ_OUT.findall(left), re.sub(r"<[^>]*>", " ", left)]
    return [word for text in texts for word in re.findall(r"[^\W\d_]{2,}", re.sub(r"&\w+;", " ", text))]


def catalogue(messages: dict[str, str]) -> bytes:
    """Return a catalogue of messages as gettext reads it."""
    rows = sorted((key.encode(), value.encode()) for key, value in {"": HEAD, **messages}.items())
    start = 28 + 16 * len(rows)
    tables, texts = ([], []), b""
    for table, place in zip(tables, (0, 1), strict=True):
        for row in rows:
            table.append(struct.pack("<II", len(row[place]), start + len(texts)))
            texts += row[place] + b"\0"
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, 0)
    return head + b"".join(tables[0]) + b"".join(tables[1]) + texts


@pytest.fixture
def other_language(settings, tmp_path: Path) -> None:
    """A catalogue for Gaelic is here, in which nothing is translated."""
    folder = tmp_path / "gd" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(catalogue(MARKS))
    settings.LOCALE_PATHS = [tmp_path]


def test_every_word_of_the_help_pages_can_be_translated() -> None:
    files = [file for folder in FOLDERS for file in (TEMPLATES / folder).rglob("*.html")]
    left = {file.name: words for file in files if (words := unmarked(file.read_text("utf-8")))}

    assert left == {}
    assert len(files) > 16


def test_words_that_nobody_marked_are_seen() -> None:
    assert unmarked('<p>{% translate "Good" %} and {{ this }}</p>') == ["and"]
    assert unmarked('<nav aria-label="Pages"></nav>') == ["Pages"]
    assert unmarked("{% blocktranslate with a=b %}Call {{ a }}{% endblocktranslate %}") == []


def test_without_a_translation_there_is_no_switch_and_nothing_changes(visitor) -> None:
    for address in ("/help/", "/help/?lang=gd", "/help/?lang=xx", "/help/?lang=%00"):
        content = visitor.get(address).content
        assert b'<html lang="en-GB">' in content
        assert b"tt-languages" not in content
        assert b"lang=gd" not in content


@pytest.mark.usefixtures("directory", "other_language")
def test_with_a_translation_the_switch_leads_there_and_every_link_stays_there(visitor) -> None:
    ours = visitor.get("/help/?need=naloxone&where=Lanternbridge")
    [switch] = [link for link in reading.links(ours.content, "/help/") if "lang=gd" in link]
    answer = visitor.get(switch)
    content = answer.content.decode()

    assert '<html lang="gd">' in content
    assert "[What do you need?]" in content
    assert "<title>[Find help] – Tideturn</title>" in content
    assert 'hreflang="en-gb"' in content
    assert '<input type="hidden" name="lang" value="gd">' in content
    onward = re.findall(r'href="(/help/[^"]*)"', content)
    assert len(onward) > 10
    assert [link.replace("&amp;", "&") for link in onward if "lang=gd" not in link] == [
        "/help/?need=naloxone&where=Lanternbridge"
    ]
    assert not answer.cookies
    page = visitor.get(f"/help/{service('Night Van').code}/?lang=gd")
    assert b'<html lang="gd">' in page.content
    assert b'href="/help/?lang=gd"' in page.content
    assert b'<html lang="en-GB">' in visitor.get("/help/").content, "the next visitor reads our own language"
    assert b'<html lang="en-GB">' in visitor.get("/plans/?lang=gd").content, "only help is translated"


@pytest.mark.usefixtures("directory", "other_language")
@pytest.mark.parametrize(
    "form", ["/help/{code}/wrong/", "/help/{code}/ask/", "/help/asked/", "/help-after-an-overdose/"]
)
def test_forms_speak_the_language_and_stay_in_it(visitor, form: str) -> None:
    address = f"{form.format(code=service('Night Van').code)}?lang=gd"
    asked = visitor.get(address)
    if b"<form" in asked.content:
        assert f'action="{address}"' in asked.content.decode()
        assert b'<html lang="gd">' in visitor.post(address, {}).content
    assert b'<html lang="gd">' in asked.content

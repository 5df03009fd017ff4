"""The confined child that sets the draft: its words as JSON on standard input, PDF/UA on standard output.

Its words are handed to the template as data. Before it sets a page it gives up opening anything: no file of this
machine can be read, nobody can be reached and no package of a template can be fetched, whatever typst would allow.
"""

import json
import re
import resource
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, Literal

import typst

# Beside the other templates of the design.
TEMPLATE = Path(__file__).parents[2] / "design" / "templates" / "design" / "report.typ"
STANDARD: Literal["ua-1"] = "ua-1"
# Letters that typst carries in itself, so that a bare machine sets the same page as every other.
FONTS = typst.Fonts(include_system_fonts=False)
# A draft of three thousand rows takes a third of this memory and of this time.
MEMORY = 3 * 1024 * 1024 * 1024
CPU_SECONDS = 60

NO_LETTER = "could not be displayed with font"
IN_THE_PLACE_OF_A_LETTER = "\N{REPLACEMENT CHARACTER}"
_LINE = re.compile(r"\.typ:(\d+):")

Change = Callable[[str], str]


def confine() -> None:
    """Limit this process to what it holds already: memory and time, and from now on it opens nothing."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def pdf_of(said: dict[str, Any], template: bytes) -> bytes:
    """Return the draft as PDF/UA; signs that no letter here can write stand as a sign of their own, and it says so.

    PDF/UA allows no sign without a letter, so that typst refuses the whole draft for one of them.
    """
    try:
        return _set({**said, "unwritten": None}, template)
    except typst.TypstError as error:
        if NO_LETTER not in error.message:
            raise
    missing = without_letter(set("".join(_texts(said))))
    try:
        return _set(_changed(said, lambda text: _replaced(text, missing)), template)
    except typst.TypstError:
        # Signs that have letters alone and none in the company they keep.
        return _set(_changed(said, lambda text: re.sub(r"[^ -~\n]", IN_THE_PLACE_OF_A_LETTER, text)), template)


def _set(said: dict[str, Any], template: bytes) -> bytes:
    made = typst.compile(
        template,
        font_paths=FONTS,
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(said)},
        pdf_standards=STANDARD,
        timestamp=int(said["seconds"]),
    )
    return bytes(made)


def without_letter(signs: Collection[str]) -> set[str]:
    """Return those signs that no letter here can write: each is tried by its number."""
    tried = sorted(sign for sign in signs if not " " <= sign <= "~")
    # The first stands on the third line, the next on the fifth: paragraphs, so that none keeps another company.
    source = "\n\n".join(['#set document(title: "-")', *(f'#"\\u{{{ord(sign):x}}}"' for sign in tried)])
    try:
        typst.compile(source.encode(), font_paths=FONTS, ignore_system_fonts=True, pdf_standards=STANDARD)
    except typst.TypstError as error:
        return {tried[(int(line) - 3) // 2] for line in _LINE.findall(error.diagnostic)}
    return set()


def _replaced(text: str, missing: Collection[str]) -> str:
    return "".join(IN_THE_PLACE_OF_A_LETTER if sign in missing else sign for sign in text)


def _texts(said: Any) -> Iterator[str]:
    """Yield every text of a document."""
    if isinstance(said, str):
        yield said
    for one in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from _texts(one)


def _changed(said: Any, change: Change) -> Any:
    """Return a document with each of its texts changed."""
    if isinstance(said, str):
        return change(said)
    if isinstance(said, dict):
        return {name: _changed(one, change) for name, one in said.items()}
    return [_changed(one, change) for one in said] if isinstance(said, list) else said


def main() -> None:
    """Set the draft on standard input."""
    said, template = json.load(sys.stdin), TEMPLATE.read_bytes()
    confine()
    sys.stdout.buffer.write(pdf_of(said, template))


if __name__ == "__main__":
    main()

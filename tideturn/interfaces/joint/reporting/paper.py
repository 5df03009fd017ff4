"""The draft as PDF/UA, which a screen reader reads as it reads the page; a confined child sets it, in bounded time."""

import json
import logging
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tideturn.interfaces.design.country import country
from tideturn.interfaces.joint.reporting.draft import Section, lead_of, sections_of, title_of
from tideturn.interfaces.joint.reporting.year import Year

WAIT_SECONDS = 30.0
PACKAGES = str(Path(__file__).resolve().parents[4])
COMMAND = (sys.executable, "-s", "-P", "-m", "tideturn.interfaces.joint.reporting.press")
# No word of a language: an address or the like, which may end its line where there is no room left.
LONG_WORD = re.compile(r"\S{25,}")
PIECE = re.compile(r"(\S{12})(?=\w)")

logger = logging.getLogger(__name__)


class NoPdf(RuntimeError):
    """No PDF was made; the message says what to do."""


def pdf_of(year: Year) -> bytes:
    """Return the draft as a PDF that follows PDF/UA-1, or raise NoPdf; the same register gives the same bytes."""
    with tempfile.TemporaryDirectory(prefix="tideturn-report-") as empty:
        done = _set(json.dumps(document_of(year)).encode(), empty)
    if done.returncode != 0:
        logger.error("The PDF of the report for %s was not made: status %s.", year.year, done.returncode)
        raise NoPdf(_("The PDF could not be made. Take the draft as HTML, and tell whoever runs this site."))
    return done.stdout


def _set(said: bytes, folder: str) -> "subprocess.CompletedProcess[bytes]":
    """Return what the child made, which knows no secret of this process and stands in an empty folder."""
    try:
        return subprocess.run(  # noqa: S603 - our own interpreter and module
            COMMAND, input=said, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=WAIT_SECONDS, check=False,
            env={"PYTHONPATH": PACKAGES, "PYTHONIOENCODING": "utf-8"}, cwd=folder,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise NoPdf(_("The PDF took too long and was given up. Take the draft as HTML, or try again later.")) from None


def document_of(year: Year) -> dict[str, Any]:
    """Return what the template of the PDF prints, all of it as plain text."""
    return {
        "title": title_of(year),
        "lead": lead_of(year),
        "warning": _("Everything here is invented.") if country().is_invented else None,
        "unwritten": _("A sign that the letters of this PDF cannot write stands as \N{REPLACEMENT CHARACTER}; "
                       "the HTML has it."),
        "sections": [_section(one) for one in sections_of(year)],
        # The PDF is dated by what it knows.
        "seconds": int(datetime.combine(year.day, time(), UTC).timestamp()),
    }  # fmt: skip


def _section(one: Section) -> dict[str, Any]:
    return {
        "title": one.title,
        "sentences": list(one.sentences),
        "tables": [
            {"heading": list(table.heading), "rows": [[breakable(cell) for cell in row] for row in table.rows]}
            for table in one.tables
        ],
    }


def breakable(text: str) -> str:
    """Return a text whose longest words may be broken, so that no column is overrun by the address of a page."""
    return LONG_WORD.sub(lambda word: PIECE.sub("\\1\N{ZERO WIDTH SPACE}", word[0]), text)

"""The wording as published, quoted with its place; or where to read it when no document is attached."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import Wording


@dataclass(frozen=True)
class QuotationWords:
    """One part of the published wording and where it stands."""

    heading: str
    paragraphs: tuple[str, ...]
    place: str


def quotations_of(commitment: Any, *parts: Wording) -> tuple[QuotationWords, ...]:
    """Return the quotations of some parts of the document, in the order asked for."""
    rows = {row.part: row for row in commitment.quotations.all()}
    return tuple(_quotation(rows[part]) for part in parts if part in rows)


def _quotation(row: Any) -> QuotationWords:
    paragraphs = tuple(part.strip() for part in row.wording.split("\n") if part.strip())
    return QuotationWords(row.get_part_display(), paragraphs, place_words(row))


def place_words(row: Any) -> str:
    """Return where a quotation stands: which lines of which file, and of which document that file is."""
    attachment = row.attachment
    title = attachment.document.title if attachment.document else attachment.plan.title
    return _("%(lines)s of the attached file %(file)s: %(document)s") % {
        "lines": lines_words(row.lines),
        "file": attachment.file_name,
        "document": title,
    }


def lines_words(ranges: list[tuple[int, int]]) -> str:
    """Return line ranges in words: “Line 13” or “Lines 13 to 15, 18”."""
    parts = [str(first) if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
             for first, last in ranges]  # fmt: skip
    single = len(ranges) == 1 and ranges[0][0] == ranges[0][1]
    return _("Line %(lines)s") % {"lines": parts[0]} if single else _("Lines %(lines)s") % {"lines": ", ".join(parts)}

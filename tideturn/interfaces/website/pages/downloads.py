"""Tables as downloads: CSV, in UTF-8 with a byte-order mark so that spreadsheets show £ and accents rightly."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from tideturn.interfaces.design.lineage import Telling
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.design.tables import safe_cell
from tideturn.interfaces.website.presenters.rows import Row, row_of

BYTE_ORDER_MARK = "\ufeff"


class _Line:
    """A file of one line: what is written to it is handed straight back."""

    def write(self, text: str) -> str:
        return text


def table(name: str, heading: Iterable[str], rows: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """Return a table as a download that is sent while it is read."""
    answer = StreamingHttpResponse(lines(heading, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="tideturn-{name}.csv"'
    return answer


def lines(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield a table line by line, every cell safe to open in a spreadsheet."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([safe_cell(cell) for cell in heading])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def commitments_table(name: str, commitments: Any, moment: Moment) -> StreamingHttpResponse:
    """Return commitments as a download, each as it stood on the moment's day."""
    heading = (
        _("id"), _("plan"), _("section"), _("kind"), _("title"), _("owners"), _("answer"), _("due"),
        _("against its date"), _("status, as reported"),
        _("last heard of"), _("checked"), _("as at"), _("page"),
    )  # fmt: skip
    return table(f"{name}-{moment.day}", heading, (_cells(item, moment) for item in commitments))


def _cells(commitment: Any, moment: Moment) -> tuple[object, ...]:
    row: Row = row_of(commitment, moment)
    return (
        row.id, row.plan, row.section, row.kind, row.title, "; ".join(owner.name for owner in row.owners), row.answer,
        commitment.current_due_date or row.due, row.timing, row.position, row.heard, row.check, moment.day, row.href,
    )  # fmt: skip


def links_table(name: str, telling: Telling | None, moment: Moment) -> StreamingHttpResponse:
    """Return the links of a story as a download: what later commitments do to earlier ones, and why we say so."""
    heading = (
        _("year"), _("plan"), _("id"), _("title"), _("what it does"), _("to id"), _("to title"), _("to plan"), _("why"),
        _("how sure"), _("as at"),
    )  # fmt: skip
    rows = (
        (year.year, entry.node.plan, entry.node.shown_reference, entry.node.label, back.link.shown_words,
         back.earlier.shown_reference, back.earlier.label, back.earlier.plan, back.link.why, back.link.confidence,
         moment.day)
        for year in (telling.years if telling else ())
        for entry in year.entries
        for back in entry.links
    )  # fmt: skip
    return table(f"story-{name}-{moment.day}", heading, rows)

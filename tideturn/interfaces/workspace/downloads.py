"""Tables to take away: read in full within the transaction that asks for them, for the database must know who asks."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

from tideturn.interfaces.design.tables import safe_cell

# So that spreadsheets show accents rightly.
BYTE_ORDER_MARK = "\ufeff"


def table(name: str, heading: Iterable[object], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Return a table as CSV, every cell safe to open in a spreadsheet."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerows([safe_cell(cell) for cell in row] for row in (heading, *rows))
    answer = HttpResponse(BYTE_ORDER_MARK + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="tideturn-{name}.csv"'
    return answer

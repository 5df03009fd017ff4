"""The matrix of kinds of help and partnerships, cell by cell."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.engines.directory.covering import Coverage
from tideturn.interfaces.workspace import addresses
from tideturn.packs.schema.directory_term import Term


@dataclass(frozen=True)
class Cell:
    """How many services of a kind there are somewhere, and where they are listed."""

    heading: str
    count: int
    href: str


@dataclass(frozen=True)
class Row:
    """A kind of help."""

    title: str
    is_within: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """The table, and for each partnership what it lacks, in words."""

    heading: tuple[str, ...]
    rows: tuple[Row, ...]
    gaps: tuple[tuple[str, tuple[str, ...]], ...]


def matrix(found: Coverage) -> Matrix:
    """Return what was counted as a table."""
    heading = (_("Kind of help"), *(one.name for one in found.partnerships), _("In no area"))
    gaps = tuple((one.name, tuple(kind.title for kind in found.gaps(one.id))) for one in found.partnerships)
    return Matrix(heading, tuple(_row(found, kind) for kind in found.kinds), gaps)


def _row(found: Coverage, kind: Term) -> Row:
    cells = [_cell(one.name, one.id, kind, found.count(one.id, kind.id)) for one in found.partnerships]
    everywhere = _cell(_("In no area"), "everywhere", kind, found.everywhere[kind.id])
    return Row(kind.title, kind.parent is not None, (*cells, everywhere))


def _cell(heading: str, partnership: str, kind: Term, count: int) -> Cell:
    href = addresses.of("directory-coverage-cell", partnership_id=partnership, kind_id=kind.id)
    return Cell(heading, count, href)

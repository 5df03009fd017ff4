"""The columns of a table, set against those that are wanted."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tideturn.sources.tabular.errors import TableRefused, listed, shown
from tideturn.sources.tabular.kinds import Kind

COLUMNS_AT_MOST = 1000


@dataclass(frozen=True)
class Wanted:
    """The columns that a table must have and those that it may have, by name."""

    required: Mapping[str, Kind]
    optional: Mapping[str, Kind] = field(default_factory=dict)
    others: bool = False
    unread: Sequence[str] = ()
    filled: Sequence[str] = ()

    @property
    def known(self) -> list[str]:
        """Return the names of all columns that are known."""
        return [*self.required, *self.optional, *self.unread]


def kinds_of(file: str, header: Sequence[str], wanted: Wanted) -> dict[str, Kind | None]:
    """Return the kind of each column in the order of the table, null for one that is not read; raises TableRefused."""
    names = [name.strip() for name in header]
    check_shape(file, names, is_wide=len(wanted.required) > 1)
    _check_names(file, names, wanted)
    return {name: _kind(name, wanted) for name in names}


def check_shape(file: str, names: Sequence[str], *, is_wide: bool) -> None:
    """Refuse a table of far too many columns, or of one that other signs than commas separate where more are wanted."""
    if len(names) > COLUMNS_AT_MOST:
        raise TableRefused(file, f"has {len(names)} columns; save the columns that are wanted alone.")
    if len(names) == 1 and is_wide:
        for sign, word in ((";", "semicolons"), ("\t", "tabs"), ("|", "upright bars")):
            if sign in names[0]:
                raise TableRefused(file, f"is separated by {word}; save it separated by commas.")


def _check_names(file: str, names: list[str], wanted: Wanted) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise TableRefused(file, f"two columns are called {shown(name)}; rename or remove one of them.")
    missing = [name for name in wanted.required if name not in names]
    if missing:
        raise TableRefused(file, _missing(missing, names))
    unknown = [name for name in names if name not in wanted.known]
    if unknown and not wanted.others:
        raise TableRefused(file, _unknown(unknown, wanted.known))


def _missing(missing: list[str], names: list[str]) -> str:
    plural = "columns are" if len(missing) > 1 else "column is"
    return (
        f"the {plural} missing: {listed(missing)}. The first line must name the columns; it has "
        f"{listed(shown(name) for name in names[:20])}."
    )


def _unknown(unknown: list[str], known: list[str]) -> str:
    plural = "columns are" if len(unknown) > 1 else "column is"
    return (
        f"the {plural} not known: {listed(shown(name) for name in unknown[:20])}.{meant(unknown[0], known)} "
        f"Known are {listed(known)}; rename or remove the others."
    )


def meant(name: str, known: Sequence[str]) -> str:
    """Return a question whether a known name is meant by one that is not, or nothing."""
    if not name:
        return " It has no name, as the numbers of rows that programs write: leave them out, or name it."
    close = difflib.get_close_matches(name.lower(), known, n=1)
    return f" Is {close[0]} meant?" if close else ""


def _kind(name: str, wanted: Wanted) -> Kind | None:
    if name in wanted.unread:
        return None
    return {**wanted.optional, **wanted.required}.get(name, Kind.TEXT)

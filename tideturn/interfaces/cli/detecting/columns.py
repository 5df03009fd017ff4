"""What each column of a table of counts is for."""

import difflib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.errors import TableRefused, listed, shown
from tideturn.sources.tabular.header import meant
from tideturn.sources.tabular.kinds import Kind

SERIES = "series"
# Columns that tell series apart without being named, and those that only say again what the date says.
KEYS = ("indicator", "area", "age", "sex", "substance", "setting", "source")
REPEATING = ("year", "week")
VALUES = {"date": Kind.DATE, "t": Kind.INTEGER, "observed": Kind.COUNT, "population": Kind.POSITIVE}


@dataclass(frozen=True)
class Roles:
    """The columns of a table by what they are for: `keys` tell series apart, `values` are read, `unread` are not."""

    keys: tuple[str, ...]
    values: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def kinds(self) -> dict[str, Kind]:
        """Return the columns that are read, and what each may hold."""
        return {**dict.fromkeys(self.keys, Kind.KEY), **{name: VALUES[name] for name in self.values}}


def roles_of(file: str, names: Sequence[str], *, keys: Sequence[str], ignored: Sequence[str]) -> Roles:
    """Return what each column of a table is for; raises Refusal or TableRefused for what is not known or missing."""
    _check_named(names, keys, ignored)
    left = [name for name in names if name not in ignored]
    _check_complete(file, left)
    telling = tuple(name for name in left if name in (SERIES, *KEYS, *keys) and name not in VALUES)
    unread = tuple(name for name in names if name in ignored or (name in REPEATING and name not in telling))
    unknown = [name for name in left if name not in (*telling, *unread, *VALUES)]
    if unknown:
        raise TableRefused(file, _unknown(unknown))
    return Roles(telling, tuple(name for name in left if name in VALUES), unread)


def _check_named(names: Sequence[str], keys: Sequence[str], ignored: Sequence[str]) -> None:
    for option, given in (("--key", keys), ("--ignore", ignored)):
        absent = [name for name in given if name not in names]
        if absent:
            raise Refusal(f"{option} {printable(absent[0])}: there is no such column; there are {_some(names)}.")
    both = [name for name in keys if name in ignored]
    if both:
        raise Refusal(f"--key {printable(both[0])}: --ignore has the same column; keep one of the two.")
    values = [name for name in keys if name in VALUES]
    if values:
        raise Refusal(f"--key {values[0]}: this column holds values and cannot tell series apart.")


def _check_complete(file: str, names: Sequence[str]) -> None:
    """Refuse a table without counts or weeks before its other columns are looked at: one of those may hold them."""
    if not any(name in (SERIES, *VALUES, *KEYS) for name in (name.lower() for name in names)):
        raise TableRefused(
            file, f"the first line must name the columns, as series, date, observed; it has {_some(names)}."
        )
    if "observed" not in names:
        raise TableRefused(file, f"the column observed, with the counts, is missing; {_rename('observed', names)}")
    if "date" not in names and "t" not in names:
        remedy = _rename("date", names)
        if all(name in names for name in REPEATING):
            remedy = "write year and week as one column date, such as 2020-W02."
        raise TableRefused(file, f"a column date, or t, that says which week is counted is missing; {remedy}")


def _rename(wanted: str, names: Sequence[str]) -> str:
    """Return what to do about a missing column: give its name to the one that is nearly called so, or to another."""
    near = difflib.get_close_matches(wanted, [name.lower() for name in names], n=1)
    if near:
        return f"rename {next(shown(name) for name in names if name.lower() == near[0])} to {wanted}."
    return f"name it {wanted} in the first line, which has {_some(names)}."


def _some(names: Sequence[str]) -> str:
    return listed(shown(name) for name in names[:20])


def _unknown(unknown: Sequence[str]) -> str:
    known = (SERIES, *VALUES, *KEYS, *REPEATING)
    if len(unknown) == 1:
        word = shlex.quote(shown(unknown[0])[1:-1])
        remedy = f"Give --key {word} where it tells series apart, or --ignore {word} where it does not matter."
    else:
        remedy = "Give each of them with --key where it tells series apart, or with --ignore where it does not matter."
    plural = "columns are" if len(unknown) > 1 else "column is"
    return f"the {plural} not known: {_some(unknown)}.{meant(unknown[0], known)} Known are {listed(known)}. {remedy}"

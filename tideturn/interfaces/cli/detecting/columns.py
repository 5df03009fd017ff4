"""What each column of a table of counts is for."""

from collections.abc import Sequence
from dataclasses import dataclass

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.sources.tabular.errors import listed, shown
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


def roles_of(names: Sequence[str], *, keys: Sequence[str], ignored: Sequence[str]) -> Roles:
    """Return what each column of a table is for; raises Refusal where one is not known or one is missing."""
    _check_named(names, keys, ignored)
    left = [name for name in names if name not in ignored]
    telling = tuple(name for name in left if name in (SERIES, *KEYS, *keys) and name not in VALUES)
    unread = tuple(name for name in names if name in ignored or (name in REPEATING and name not in telling))
    unknown = [name for name in left if name not in (*telling, *unread, *VALUES)]
    if unknown:
        raise Refusal(_unknown(unknown))
    _check_complete(left)
    return Roles(telling, tuple(name for name in left if name in VALUES), unread)


def _check_named(names: Sequence[str], keys: Sequence[str], ignored: Sequence[str]) -> None:
    for option, given in (("--key", keys), ("--ignore", ignored)):
        absent = [name for name in given if name not in names]
        if absent:
            raise Refusal(f"{option} {absent[0]}: there is no such column; there are {listed(names)}.")
    values = [name for name in keys if name in VALUES]
    if values:
        raise Refusal(f"--key {values[0]}: this column holds values and cannot tell series apart.")


def _check_complete(names: Sequence[str]) -> None:
    if "observed" not in names:
        raise Refusal(f"The column observed, with the counts, is missing; there are {listed(names)}.")
    if "date" not in names and "t" not in names:
        raise Refusal(f"A column date, or t, that says which week is counted is missing; there are {listed(names)}.")


def _unknown(unknown: Sequence[str]) -> str:
    first = shown(unknown[0]).strip("'")
    plural = "columns are" if len(unknown) > 1 else "column is"
    known = (SERIES, *VALUES, *KEYS, *REPEATING)
    return (
        f"The {plural} not known: {listed(shown(name) for name in unknown[:20])}.{meant(unknown[0], known)} "
        f"Known are {listed(known)}. Give --key {first} where it tells series apart, "
        f"or --ignore {first} where it does not matter."
    )

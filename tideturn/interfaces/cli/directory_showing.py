"""What an import would change, as people read it on a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tideturn.engines.directory.models import Import

PAGE = 20
SIGNS = {"added": "+", "changed": "~", "vanished": "-"}
LONGEST = 100


def difference(imported: "Import", *, page: int = 1) -> Iterator[str]:
    """Yield lines: how much of each kind, then a page of what vanishes, changes and is new, services first."""
    from tideturn.engines.directory.differences import counts, differences
    from tideturn.engines.directory.words import BESIDE

    for kind, counted in counts(imported).items():
        named = "kept beside" if kind == BESIDE else kind.replace("_", " ")
        yield (
            f"{named:>20}: {counted.added:,} new, {counted.changed:,} changed, {counted.vanished:,} gone, "
            f"{counted.same:,} as before"
        )
    found = list(differences(imported, limit=PAGE + 1, offset=(page - 1) * PAGE))
    for one in found[:PAGE]:
        fields = f" ({', '.join(one.fields)})" if one.fields else ""
        yield f"  {SIGNS[one.change]} {one.kind.replace('_', ' ')} {_plain(one.name or one.feed_id)}{fields}"
    if len(found) > PAGE:
        yield f"  … `tideturn directory apply {imported.source_id} --page {page + 1}` shows more"


def findings(imported: "Import", *, most: int = 10) -> Iterator[str]:
    """Yield the first of what is wrong with the feed of an import."""
    for problem in imported.problems[:most]:
        yield f"  {_plain(problem, 500)}"
    if len(imported.problems) > most:
        yield f"  … and {len(imported.problems) - most:,} more; `tideturn directory check` says them all"


def _plain(text: str, longest: int = LONGEST) -> str:
    """Return a text of a feed as a terminal may have it: on one line, with nothing that it would act on."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return line if len(line) <= longest else f"{line[:longest]}…"

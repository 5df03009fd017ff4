"""A row of a table, or an action with labels, as a commitment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tideturn.methods.reading.commitments import Commitment
from tideturn.methods.reading.deadlines import find_deadlines
from tideturn.methods.reading.document import Block
from tideturn.methods.reading.money import find_money
from tideturn.methods.reading.owners import Named, name_owners
from tideturn.methods.reading.prose import lines_of
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.statuses import split_status, status_of_cell
from tideturn.methods.reading.subjects import owners_in
from tideturn.methods.reading.timescales import read_timescale
from tideturn.methods.reading.wording import lost_ending, plain


@dataclass(frozen=True, slots=True)
class Row:
    """A table row by the names of its columns, with all its lines, those of rows that go on from it too."""

    block: Block
    found: dict[str, str]
    lines: tuple[int, ...]

    def joined(self, other: "Row") -> "Row":
        """Return the row with what another says below it, column by column."""
        said = {name: (words, other.found.get(name, "")) for name, words in self.found.items()}
        found = {name: "\n".join(filter(None, dict.fromkeys(words))) for name, words in said.items()}
        return Row(self.block, found, (*self.lines, *other.lines))


def labelled(block: Block) -> Row:
    """Return a row that says itself what each of its cells holds."""
    return Row(block, dict(zip(block.columns, block.cells, strict=True)), lines_of(block))


def commitment_of(row: Row, setting: Setting, section: str | None, doubts: tuple[str, ...]) -> Commitment:
    """Return a table row by its column headings, or with its longest cell as the text where it has none."""
    block, found = row.block, row.found
    text = plain(found.get("text") or max(block.cells, key=len))
    status, progress = split_status(plain(found.get("progress", "")))
    response = plain(found.get("response", ""))
    named = _owners(found.get("owners", ""), text, setting)
    return Commitment(
        kind="action",
        number=plain(found.get("number", "")).strip(". ") or None,
        title=found.get("title") or None,
        text=text,
        lines=row.lines,
        section=plain(found.get("section", "")) or section,
        owners=named.owners,
        others=named.others,
        timescale=read_timescale(
            [line for line in found.get("timescale", "").split("\n") if line.strip()], setting.published
        ),
        deadlines=find_deadlines(text, setting.published),
        outcome=plain(found.get("outcome") or found.get("measure", "")) or None,
        status=status if status.value else status_of_cell(plain(found.get("status", ""))),
        response=response or None,
        progress=progress or None,
        money=find_money([text, response, progress, plain(found.get("money", ""))]),
        doubts=(*doubts, *_doubts(block, text, has_headings=bool(found))),
    )


def _owners(cell_words: str, text: str, setting: Setting) -> Named:
    if not cell_words.strip():
        return owners_in(text, setting.organisations)
    named = name_owners(plain(cell_words.replace("\n", "; ")), setting.organisations)
    return named if named.owners else replace(owners_in(text, setting.organisations), others=named.others)


def _doubts(block: Block, text: str, *, has_headings: bool) -> Iterator[str]:
    if not has_headings:
        yield "The table has no column headings that are known; the longest cell was taken as the text: " + " | ".join(
            plain(words) for words in block.cells if plain(words) != text
        )
    lost = lost_ending(text)
    if lost:
        yield lost

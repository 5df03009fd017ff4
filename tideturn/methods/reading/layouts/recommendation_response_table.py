"""A letter or report that answers numbered recommendations in a table of two columns.

Rows may be split by page breaks, and may leave the table as paragraphs and come back to it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tideturn.methods.reading.answers import answer_of
from tideturn.methods.reading.columns import cell, columns_of, heading_row
from tideturn.methods.reading.commitments import Commitment, Deadline, Draft, LeftOut, Status
from tideturn.methods.reading.coverage import leave
from tideturn.methods.reading.deadlines import find_deadlines
from tideturn.methods.reading.document import Block, Document
from tideturn.methods.reading.letter import read_letter
from tideturn.methods.reading.money import find_money
from tideturn.methods.reading.owners import name_owners
from tideturn.methods.reading.promises import find_promises
from tideturn.methods.reading.prose import lines_of, promise_commitment
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.statuses import split_status, status_of_cell
from tideturn.methods.reading.subjects import owners_in
from tideturn.methods.reading.timescales import read_timescale
from tideturn.methods.reading.wording import Passage, Piece, glue, is_ended, lost_ending, plain, reads_as_heading, whole

NAME = "recommendation-response-table"
IS_TABLE = True

_NUMBERED = re.compile(
    r"^\s*(?:recommendation\s+)?\(?(?P<number>\d{1,3}[a-z]?)"
    r"(?:\s*[.):–-]\s+|\s*\n\s*|\s+(?=[A-Z][^.:\n]{1,90}:\s))(?P<rest>\S[\s\S]*)$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?P<title>[^.:\n]{2,90}):\s+(?=[A-Z“\"‘(])")
_WANTED = {"text", "response"}
# Columns that such a table may have besides.
_BESIDE = ("owners", "timescale", "money")


@dataclass(slots=True)
class Item:
    """A recommendation while its rows are gathered."""

    number: str
    text: list[Piece] = field(default_factory=list)
    response: list[Piece] = field(default_factory=list)
    status: str = ""
    title: str | None = None
    # What stands at the head of a response that is set below, as in "Response: accepted in part".
    answer: str = ""
    beside: dict[str, list[str]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


def recognise(document: Document) -> float:
    """Return how surely a table of numbered recommendations with responses stands in the document."""
    found = heading_row(document.blocks, _WANTED)
    if not found:
        return 0.0
    places = found[1]
    numbered = sum(bool(_NUMBERED.match(_joined(block, places)[0])) for block in document.blocks if block.kind == "row")
    return 0.95 if numbered else 0.0


def read(document: Document, setting: Setting) -> Draft:
    """Return each recommendation with its response, the promises in the responses, and those in the letter."""
    found = heading_row(document.blocks, _WANTED)
    if not found:
        return Draft((), ())
    heading, places = found
    start = document.blocks.index(heading)
    before, after = document.blocks[:start], document.blocks[start:]
    items, left_out = _gather(after, places)
    letter = read_letter(before, setting)
    answered = [commitment for item in items for commitment in commitments_of(item, setting)]
    return Draft((*letter.commitments, *answered), (*letter.left_out, *left_out))


def _joined(block: Block, places: dict[str, int]) -> tuple[str, str]:
    """Return a row's recommendation, with the number of its own column put before it, and its response."""
    text, number = cell(block.cells, places["text"]), cell(block.cells, places.get("number")).strip(". ")
    if number:
        text = f"{number}. {text}"
    return text, cell(block.cells, places["response"])


def _gather(blocks: Sequence[Block], places: dict[str, int]) -> tuple[list[Item], list[LeftOut]]:
    """Return the recommendations with the words of all their rows and loose paragraphs, and what is left out."""
    items: list[Item] = []
    left_out: list[LeftOut] = []
    last_row = max(at for at, block in enumerate(blocks) if block.kind == "row")
    for at, block in enumerate(blocks):
        reason = _reason_to_leave(block, places, items, is_past=at > last_row)
        if reason:
            left_out.append(leave(lines_of(block), reason))
        elif block.kind == "row":
            _add_row(items, block, places)
        else:
            _add_loose(items[-1], block)
    return items, left_out


def _reason_to_leave(block: Block, places: dict[str, int], items: Sequence[Item], *, is_past: bool) -> str | None:
    if block.kind == "rule":
        return "ruling of a table at a page break"
    if block.kind == "row":
        if columns_of(block.cells):
            return "column headings"
        starts = _NUMBERED.match(_joined(block, places)[0])
        return None if starts or items else "table without a recommendation's number"
    if not items:
        return "heading" if reads_as_heading(block.text) else "narrative"
    last_words = [*items[-1].text, *items[-1].response][-1].text
    if is_past and is_ended(last_words) and (block.kind == "heading" or reads_as_heading(block.text, words=6)):
        return "words after the table"
    return None


def _pieces(text: str, block: Block) -> Iterator[Piece]:
    return (Piece(plain(line), lines_of(block)) for line in text.split("\n") if line.strip())


def _add_row(items: list[Item], block: Block, places: dict[str, int]) -> None:
    text, response = _joined(block, places)
    starts = _NUMBERED.match(text)
    if starts:
        items.append(Item(starts["number"]))
        text = starts["rest"]
    items[-1].text += _pieces(text, block)
    items[-1].response += _pieces(response, block)
    items[-1].status = items[-1].status or plain(cell(block.cells, places.get("status", places.get("progress"))))
    for name in _BESIDE:
        said = cell(block.cells, places.get(name)).split("\n")
        items[-1].beside.setdefault(name, []).extend(filter(None, map(plain, said)))
    items[-1].lines += lines_of(block)


def _add_loose(item: Item, block: Block) -> None:
    """Add a paragraph that left the table: to the recommendation while that is unfinished, else to the response."""
    marked = f"• {block.text}" if block.kind == "bullet" else block.text
    is_text = bool(item.text) and not is_ended(item.text[-1].text) and _response_is_whole(item)
    (item.text if is_text else item.response).append(Piece(plain(marked), lines_of(block)))
    item.lines += lines_of(block)


def _response_is_whole(item: Item) -> bool:
    """Return whether the response may stop here: it has not begun, is a status alone, or ends as a sentence ends."""
    if not item.response:
        return True
    last = item.response[-1].text
    return is_ended(last) or not split_status(last)[1]


def _split_status(pieces: Sequence[Piece]) -> tuple[Status, list[Piece]]:
    """Return the status at the head of a response, and the response without it."""
    if not pieces:
        return Status(), []
    status, rest = split_status(pieces[0].text)
    head = [Piece(rest, pieces[0].lines)] if rest else []
    return status, [*head, *pieces[1:]]


def _split_title(pieces: Sequence[Piece]) -> tuple[str | None, list[Piece]]:
    if not pieces:
        return None, []
    found = _TITLE.match(pieces[0].text)
    if not found:
        return None, list(pieces)
    return found["title"].strip(), [Piece(pieces[0].text[found.end() :], pieces[0].lines), *pieces[1:]]


def commitments_of(item: Item, setting: Setting) -> Iterator[Commitment]:
    """Yield a recommendation and then the promises made in its response."""
    title, text = (item.title, item.text) if item.title else _split_title(item.text)
    status, response = (split_status(item.answer)[0], item.response) if item.answer else _split_status(item.response)
    status = status if status.value else status_of_cell(item.status)
    passages = glue(response)
    yield _recommendation(item, title, glue(text), status, passages, setting)
    for promise in find_promises(passages, in_answer=True):
        yield promise_commitment(promise, setting, parent=item.number, has_money=False)


def _recommendation(
    item: Item, title: str | None, text: list[Passage], status: Status, response: list[Passage], setting: Setting
) -> Commitment:
    words, answer = whole(text), "\n\n".join(filter(None, (item.answer, whole(response))))
    leading = name_owners("; ".join(item.beside.get("owners", ())), setting.organisations)
    named = leading if leading.owners else owners_in(words, setting.organisations)
    return Commitment(
        kind="recommendation",
        number=item.number,
        title=title,
        text=words,
        lines=tuple(item.lines),
        owners=named.owners,
        others=named.others,
        timescale=read_timescale(item.beside.get("timescale", ()), setting.published),
        deadlines=_deadlines(words),
        status=status,
        response=answer or None,
        money=find_money([words, answer, *item.beside.get("money", ())]),
        doubts=_doubts(words, answer, is_told=bool(status.value or answer_of(answer))),
    )


def _deadlines(words: str) -> tuple[Deadline, ...]:
    # A recommendation is quoted from elsewhere: "within six months" does not count from the day of the answer.
    return find_deadlines(words, None)


def _doubts(words: str, answer: str, *, is_told: bool) -> tuple[str, ...]:
    doubts: Iterable[str | None] = (
        lost_ending(words),
        lost_ending(answer) if answer else "No response stands beside this recommendation.",
        None if is_told else "The response does not begin with a status word.",
    )
    return tuple(doubt for doubt in doubts if doubt)

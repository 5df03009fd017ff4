"""Actions with who, when and how much below them under labels of their own: "Lead: …", "Timescale: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tideturn.methods.reading.document import Block
from tideturn.methods.reading.lists import leaves_open
from tideturn.methods.reading.wording import plain

_BODY = r"(?:\s(?:agency|agencies|body|bodies|organisations?|partners?|officers?|departments?|owners?))?"
_LABELS = (
    ("others", r"(?:Key |Delivery |Supporting |Other )?[Pp]artners?|Contributors?|Support(?:ing|ed by)" + _BODY),
    ("owners", r"(?:Joint |Overall |Delivery )?(?:[Ll]eads?|[Oo]wners?|Responsib(?:le|ility)|Accountable|Who)" + _BODY),
    ("owners_too", r"(?:Led|Delivered|Owned) by"),
    ("timescale", r"Time ?-?(?:scale|frame|line)s?|Deadline|By [Ww]hen|When"),
    ("date", r"Due|(?:(?:Due|Target|Completion|Delivery) )?[Dd]ate"),
    ("money", r"(?:Estimated )?(?:[Cc]ost|[Bb]udget|[Rr]esource|[Ff]unding|[Ii]nvestment)s?"),
    ("status", r"(?:RAG |Current )?[Ss]tatus|RAG"),
    ("progress", r"Progress|Update|Position"),
    ("measure", r"(?:Success )?[Mm]easures?(?: of success)?|(?:Key )?[Ii]ndicators?|Targets?|KPIs?"),
    ("outcome", r"(?:Expected |Intended )?[Oo]utcomes?"),
    ("response", r"(?:Our |The )?[Rr]esponse"),
    ("text", r"Action|Commitment|Recommendation|Description|What(?: we will do)?|Pledge|Milestone"),
)
_SAME = {"owners_too": "owners", "date": "timescale"}
_LABEL = re.compile(
    r"(?:^|(?<=[\s(|]))(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS) + r")\s*:\s*(?=\S)"
)
_NUMBERED = re.compile(
    r"^(?P<keyword>(?:(?:key|priority)\s+)?(?:action|commitment|recommendation|pledge|milestone|deliverable)\s+)?"
    r"(?P<number>[A-Z]{0,2}\d{1,3}(?:\.\d{1,2})*[a-z]?)\s*(?:[:.)–-]\s*(?P<rest>.*)|$)",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.;!?|)]\s*$")
_EDGES = " .;|"
# No action has more words and labels than this; the limit keeps a long document linear.
_MOST_BLOCKS = 40


@dataclass(slots=True)
class _Item:
    """An action while its labels are gathered: its own blocks, and what the labels say."""

    own: list[Block]
    first: int
    said: dict[str, list[str]] = field(default_factory=dict)
    last: int = 0

    def add(self, fields: Sequence[tuple[str, str]], block: Block) -> None:
        for name, words in fields:
            self.said.setdefault(_SAME.get(name, name), []).append(words)
        self.last = block.last

    @property
    def is_evident(self) -> bool:
        """Return whether words have the labels of an action, and not a date at the head of a page."""
        has_words = bool(self.own) or "text" in self.said
        return has_words and ("owners" in self.said or len(self.said) > 1 + ("text" in self.said))


def with_labels(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, an action and its labels as one row whose cells are named by the labels."""
    waiting: list[Block] = []
    at = 0
    while at < len(blocks):
        item = _item_at(blocks, at, waiting)
        if item and item.is_evident:
            own = {block.first for block in item.own}
            yield from (block for block in waiting if block.first not in own)
            yield _row(item)
            waiting = []
            at = next((later for later in range(at, len(blocks)) if blocks[later].first > item.last), len(blocks))
        else:
            waiting.append(blocks[at])
            at += 1
    yield from waiting


def fields_of(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the words before the first label of a text, and what stands behind each label."""
    found = list(_LABEL.finditer(text))
    while found and found[0].start() and not _ENDED.search(text[: found[0].start()]):
        found.pop(0)
    if not found:
        return text, []
    ends = [*(label.start() for label in found[1:]), len(text)]
    said = [
        (label.lastgroup or "", text[label.end() : end].strip(_EDGES)) for label, end in zip(found, ends, strict=True)
    ]
    return text[: found[0].start()].strip(), said


def _item_at(blocks: Sequence[Block], at: int, waiting: Sequence[Block]) -> _Item | None:
    """Return the action whose labels begin in a block, with the labels of the blocks that follow."""
    before, fields = _fields_in(blocks[at])
    if not fields:
        return None
    has_text = bool(before) or fields[0][0] == "text"
    own = _own(waiting[-_MOST_BLOCKS:], has_text=has_text)
    item = _Item(own, own[0].first if own else blocks[at].first)
    if before:
        item.said["text"] = [before]
    item.add(fields, blocks[at])
    for block in blocks[at + 1 : at + _MOST_BLOCKS]:
        before, fields = _fields_in(block)
        if before or not fields or fields[0][0] == "text":
            break
        item.add(fields, block)
    return item


def _fields_in(block: Block) -> tuple[str, list[tuple[str, str]]]:
    return ("", []) if block.kind in ("row", "rule") else fields_of(plain(block.text))


def _own(waiting: Sequence[Block], *, has_text: bool) -> list[Block]:
    """Return the blocks before some labels that are the action: a heading that says so and all below, or the last."""
    at = len(waiting)
    while at and waiting[at - 1].kind not in ("heading", "row", "rule"):
        at -= 1
    heading = waiting[at - 1] if at and waiting[at - 1].kind == "heading" else None
    if heading and heading.first > 1 and _heads_an_action(heading, waiting[at:], has_text=has_text):
        return list(waiting[at - 1 :])
    return [] if has_text else _last_of(waiting[at:])


def _heads_an_action(heading: Block, below: Sequence[Block], *, has_text: bool) -> bool:
    """Return whether a heading is of the one action whose words stand below it, or is that action itself."""
    found = _NUMBERED.match(plain(heading.text))
    if not below:
        return found is not None or not has_text
    return bool(found and found["keyword"] and not _NUMBERED.match(plain(below[-1].text)))


def _last_of(waiting: Sequence[Block]) -> list[Block]:
    """Return the last block, or a sentence with the list that it announces."""
    at = len(waiting)
    while at and waiting[at - 1].kind == "bullet":
        at -= 1
    is_announced = 0 < at < len(waiting) and waiting[at - 1].text.endswith(":") and not leaves_open(waiting[at - 1])
    return list(waiting[at - 1 :] if is_announced else waiting[-1:])


def _row(item: _Item) -> Block:
    """Return an action with its labels as a row."""
    said = {name: "\n".join(words) for name, words in item.said.items()}
    if "others" in said:
        said["owners"] = f"Lead: {said.get('owners', '–')}; Partners: {said.pop('others')}"
    said = {**said, **_words_of(item.own, said.get("text"))}
    text = plain(" ".join(said.values()))
    return Block("row", text, item.first, item.last, cells=tuple(said.values()), columns=tuple(said))


def _words_of(own: Sequence[Block], text: str | None) -> dict[str, str]:
    """Return the number, title and wording of an action, from the blocks before its labels and its own label."""
    head, *texts = [*(plain(block.text) for block in own), *([text] if text else [])]
    found = _NUMBERED.match(head)
    number, head = ({"number": found["number"]}, found["rest"] or "") if found else ({}, head)
    if texts and own[0].kind == "heading":
        return {**number, "title": head, "text": " ".join(texts)}
    return {**number, "text": " ".join(filter(None, (head, *texts)))}

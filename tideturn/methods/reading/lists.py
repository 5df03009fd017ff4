"""A list together with the words above it: "The board will:" begins each item, "should count:" ends in all of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from tideturn.methods.periods import SPAN
from tideturn.methods.reading.document import Block
from tideturn.methods.reading.promises import promise_rule
from tideturn.methods.reading.wording import plain

_LEAVES_OPEN = re.compile(r"\b(?:will|shall|should|must|to)\b(?P<rest>[^.;:]*):?$", re.IGNORECASE)
_ONLY_WHEN = re.compile(
    r"(?:[\s,\d]|\b(?:by|in|from|over|within|before|until|during|the|end|of|next|coming|also|now|therefore|together"
    r"|each|\w+ly|one|two|three|four|five|six|days?|weeks?|months?|years?)\b)*",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"\bfollowing\b(?:\s\w+)?\s(?:actions|commitments|steps|measures|recommendations)\s*:$", re.IGNORECASE
)
# An item that begins so names a thing, and is no deed of its own.
_THING = re.compile(
    r"(?:the|a|an|any|how|whether|what|who|where|when|why|that|those|their|its|our|numbers?|people)\b", re.IGNORECASE
)
_LONGEST_LEAD = 60


def with_leads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, each list item with the words that begin it, and one sentence with the things it lists."""
    at = 0
    while at < len(blocks):
        block, items = blocks[at], _items_below(blocks, at)
        if items and leaves_open(block):
            if block.kind == "heading":
                yield block
            yield from (replace(item, lead=block) for item in items)
        elif items and _lists_things(block, items):
            yield _joined(block, items)
        else:
            yield block
            items = ()
        at += 1 + len(items)


def leaves_open(block: Block) -> bool:
    """Return whether some words stop before what is to be done: "By 2030 the board will:"."""
    text = plain(block.text)
    if block.kind not in ("paragraph", "heading") or block.words > _LONGEST_LEAD:
        return False
    found = _LEAVES_OPEN.search(text)
    is_open = bool(found and (text.endswith(":") or block.kind == "heading") and _says_when(found["rest"]))
    return is_open or bool(_FOLLOWING.search(text))


def _says_when(words: str) -> bool:
    return bool(_ONLY_WHEN.fullmatch(SPAN.sub("", words)))


def _items_below(blocks: Sequence[Block], at: int) -> tuple[Block, ...]:
    """Return the list items right below a block; below an item, those nested in it."""
    head = blocks[at]
    is_below = (lambda block: block.level > head.level) if head.kind == "bullet" else (lambda block: True)
    below = (blocks[later] for later in range(at + 1, len(blocks)))
    return tuple(takewhile(lambda block: block.kind == "bullet" and is_below(block), below))


def _lists_things(block: Block, items: Sequence[Block]) -> bool:
    """Return whether a promise goes on in things: "will publish each year:", the deaths, the causes."""
    text = plain(block.text)
    ends_in_list = text.endswith(":") and block.kind in ("paragraph", "bullet")
    return ends_in_list and _is_promised(text, block) and all(_THING.match(plain(item.text)) for item in items)


def _is_promised(text: str, block: Block) -> bool:
    return block.kind == "bullet" or promise_rule(text, in_answer=True) is not None


def _joined(block: Block, items: Sequence[Block]) -> Block:
    text = "\n".join([block.text, *(f"• {item.text}" for item in items)])
    return replace(block, text=text, last=items[-1].last)

"""The words of a document: white space, inline marks, sentences, and passages glued across page breaks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.){1,300})\]\(((?:[^()\\\s]|\\.){0,2000})\)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*|\*|__)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|])")
_SPACE = re.compile(r"\s+")
# Soft hyphens, joiners, byte order and direction marks, and the controls by which a terminal is steered.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9£€$])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|cf|vs|No|St|Dr|Mr|Mrs|Ms|Prof|Rev|para|pp|vol|approx)\.$", re.IGNORECASE
)
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$|[.!?][\"'”’)\]]*\s*[¹²³⁴⁵⁶⁷⁸⁹⁰]+$")
_FULL_STOP = re.compile(r"[.!?…][\"'”’)\]¹²³⁴⁵⁶⁷⁸⁹⁰]*$")
_LEADERLESS = {"a", "an", "the", "to", "of", "by", "for", "and", "or", "on", "with", "in", "through", "at", "from",
               "as", "into", "that", "which", "their", "including", "will", "should", "must"}  # fmt: skip


def tidy(text: str) -> str:
    """Return the text with each run of white space as one space and none at the ends."""
    return _SPACE.sub(" ", text).strip()


def visible(text: str) -> str:
    """Return the text without the characters that no reader sees, which would part or join its words for a program."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def plain(text: str) -> str:
    """Return the text as it reads on the page: link and emphasis marks gone, white space tidied."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "__" in text:
        text = _EMPHASIS.sub(r"\2", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return tidy(text)


def is_ended(text: str) -> bool:
    """Return whether the text ends as a sentence or a list's introduction ends."""
    return bool(_ENDED.search(text[-40:].rstrip()))


def has_full_stop(text: str) -> bool:
    """Return whether the text ends as a sentence ends."""
    return bool(_FULL_STOP.search(text[-40:].rstrip()))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in order; abbreviations do not end one."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if not _ABBREVIATION.search(text[max(start, stop.start() - 12) : stop.start() + 1]):
            found.append(text[start : stop.end()].strip())
            start = stop.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def reads_as_heading(text: str, *, words: int = 12) -> bool:
    """Return whether a line on its own reads as a heading: short, begun with a capital, not ended as a sentence."""
    first = text[:1]
    return (
        0 < len(text.split()) <= words
        and (first.isupper() or first.isdigit())
        and any(letter.isalpha() for letter in text)
        and not text.endswith((".", "!", "?", ":", ";", ","))
    )


def lost_ending(text: str) -> str | None:
    """Return a doubt where a text announces something that does not follow, or null."""
    if text.rstrip().endswith(":"):
        return "The text announces a list, and no list follows in the document as read; nothing was filled in."
    last = text.split()[-1].lower() if text.split() else ""
    if last in _LEADERLESS:
        return "The sentence stops before its end in the document as read; nothing was filled in."
    return None


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and the lines they stand on."""

    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that may have been cut by page breaks: its pieces in order."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    def lines_of(self, start: int, end: int) -> tuple[int, ...]:
        """Return the lines on which the characters from start to end of the text stand."""
        at, lines = 0, list[int]()
        for piece in self.pieces:
            if at < end and start < at + len(piece.text):
                lines.extend(piece.lines)
            at += len(piece.text) + 1
        return tuple(sorted(set(lines)))

    def sentences(self) -> Iterator[Piece]:
        """Yield each sentence with the lines it stands on."""
        at, text = 0, self.text
        for sentence in sentences(text):
            start = text.index(sentence, at)
            at = start + len(sentence)
            yield Piece(sentence, self.lines_of(start, at))


def glue(pieces: Iterable[Piece]) -> list[Passage]:
    """Return passages: a piece on further lines joins the sentence before it where that is unfinished."""
    passages: list[list[Piece]] = []
    for piece in pieces:
        before = passages[-1][-1] if passages else None
        if before and before.lines != piece.lines and not is_ended(before.text):
            passages[-1].append(piece)
        else:
            passages.append([piece])
    return [Passage(tuple(passage)) for passage in passages]


def whole(passages: Iterable[Passage]) -> str:
    """Return passages as one text, a blank line between paragraphs."""
    return "\n\n".join(passage.text for passage in passages)

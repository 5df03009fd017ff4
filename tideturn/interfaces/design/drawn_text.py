"""How wide text will be when drawn, and where to break it: SVG does not wrap lines by itself."""

SHARES_OF_EM = (  # Roboto and Arial, the wider of the two for each group
    (frozenset("ijlI'’|.,:;! "), 0.29),
    (frozenset("frt()[]-/"), 0.36),
    (frozenset("ckszvxyJ"), 0.52),
    (frozenset("mwMW@%—…"), 1.0),
)
SMALL_LETTER, CAPITAL, FULL_WIDTH = 0.57, 0.73, 1.0
ELLIPSIS = "…"


def width_of(text: str, size: int) -> float:
    """Return the width in pixels that a line will not exceed, at a font size in pixels.

    A fallback font such as Arial fits its box too.
    """
    return size * sum(_share_of_em(character) for character in text)


def _share_of_em(character: str) -> float:
    for characters, share in SHARES_OF_EM:
        if character in characters:
            return share
    if not character.isascii() and not character.islower():
        return FULL_WIDTH
    return CAPITAL if character.isupper() else SMALL_LETTER


def wrap(text: str, *, width: int, size: int, at_most: int) -> tuple[str, ...]:
    """Return the text in lines that fit the width; what does not fit in the lines allowed ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        _add_word(lines, word, width, size)
    if len(lines) <= at_most:
        return tuple(lines)
    return (*lines[: at_most - 1], _shorten(lines[at_most - 1], width, size))


def _add_word(lines: list[str], word: str, width: int, size: int) -> None:
    if lines and width_of(f"{lines[-1]} {word}", size) <= width:
        lines[-1] = f"{lines[-1]} {word}"
        return
    pieces = _break(word, width, size)
    lines.extend(pieces)


def _break(word: str, width: int, size: int) -> list[str]:
    """Return a word whole, or in pieces where it alone is wider than the line."""
    pieces = [""]
    for character in word:
        if pieces[-1] and width_of(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _shorten(line: str, width: int, size: int) -> str:
    while line and width_of(line + ELLIPSIS, size) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS

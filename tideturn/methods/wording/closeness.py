"""How many slips of a finger lie between two words: letters left out, put in, mistaken, or changed about.

Optimal string alignment: the distance of F. J. Damerau (1964), A technique for computer detection and correction of
spelling errors, Communications of the ACM 7(3), in which no part of a word is mended twice.
"""

from collections.abc import Iterator

# A word of so many letters and more may be missed by so many slips; a shorter one must be written as it is listed.
ONE_SLIP_FROM = 5
TWO_SLIPS_FROM = 9
# In words this short another first letter is mostly another word: house and mouse, pills and bills.
FIRST_LETTER_BELOW = 7


def slips_allowed(listed: str) -> int:
    """Return by how many slips a listed word may be missed; one with a digit in it by none."""
    if len(listed) < ONE_SLIP_FROM or not listed.isalpha():
        return 0
    return 1 if len(listed) < TWO_SLIPS_FROM else 2


def slips_between(written: str, listed: str, *, at_most: int) -> int | None:
    """Return the slips that make one word of the other, or nothing where there are more than `at_most`."""
    if abs(len(written) - len(listed)) > at_most:
        return None
    before: list[int] = []
    above = list(range(len(listed) + 1))
    for row, letter in enumerate(written, start=1):
        here = [row]
        for column, wanted in enumerate(listed, start=1):
            cost = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == listed[column - 2] and written[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > at_most:
            return None
        before, above = above, here
    return above[-1] if above[-1] <= at_most else None


def shortened(word: str, by: int) -> Iterator[str]:
    """Yield a word, and all that is left of it when up to `by` of its letters are taken out; each once.

    Two words that lie `by` slips apart have one of these in common, so an index of them finds every word that is near
    without comparing with all.
    """
    held, found = {word}, {word}
    for _ in range(by):
        held = {each[:cut] + each[cut + 1 :] for each in held for cut in range(len(each))} - found
        found |= held
    yield from found

"""Promises in running prose: which sentences bind their author or another body to something.

The rules are about grammar, not about any one document: a future ("We will", "guidance will be developed"), a
commitment stated ("is committed to"), an intention ("intends to", "is due to"), work under way towards something, a
body set up to do something, a sum invested, and in an answer what another body should do.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tideturn.methods.reading.wording import Passage, Piece

_NOT_PROMISED = re.compile(
    r"\b(?:as you will|you will|will (?:take time|mark\b|have the most|never again|be aware)|will know|may be aware)\b"
    r"|^these [\w ]+ will require\b|\bdo(?:es)? not expect\b(?![^.]*\bwill continue\b)"
    r"|\bwill not be\b(?=[^.]*\bas it needs\b)",
    re.IGNORECASE,
)  # fmt: skip
_WORK = (
    r"developing|working|implementing|introducing|creating|establishing|building|expanding|investing|funding|reviewing|exploring"
    r"|leading|encouraging|undertaking|taking|increasing|improving|aiming|consulting|engaging|considering|preparing|publishing"
    r"|supporting|delivering|commissioning|progressing|designing|co-designing|putting|seeking|rolling|launching|providing"
)
_MAKER = r"(?:we|government|group|nhs|scotland|partnership|council|board|authority)"
_GIVEN = r"(?:invest\w*|commit\w*|allocat\w*|provid\w*)"
_RULES = (
    ("future", r"\b(?:will|shall)\b|\b(?:we|i|they|it)['’]ll\b"),
    ("commitment", r"\b(?:am|is|are|have|has|remains?|also|already|fully)\s+committed\b"),
    ("commitment", r"\bcommitted (?:to|up to|over|an?)\b|\bpledge(?:s|d)?\b"),
    ("intention", r"\bintends? to\b|\b(?:is|are) due to\b|\bproposal to\b"),
    ("intention", r"\b(?:we|i|they|government|group|bill)(?: also| now)? (?:plans?|aims?|seeks?|hopes?) to\b"),
    ("work", rf"\b{_MAKER}(?:['’]re|\s+(?:is|are))(?:\s+\w+ly|\s+also|\s+already|\s+now)?\s+(?:{_WORK})\b"),
    ("work", r"\bwork is\b[^.]{0,30}\bunder ?way\b[^.]*\bto\b"),
    (
        "work",
        r"\b(?:is|are)(?: also)? being (?:\w+ly )?"
        r"(?:taken forward|explored|established|developed|progressed|led|designed|prepared)\b",
    ),
    ("work", r"\bha(?:s|ve) (?:already )?begun\b|\bha(?:s|ve) (?:been )?established\b[^.]*\bto\b"),
    ("money", rf"£\s?\d[^.]*\b(?:{_GIVEN}|made available)\b|\b{_GIVEN}\b[^.]*£\s?\d"),
)
_COMPILED = tuple((name, re.compile(rule, re.IGNORECASE)) for name, rule in _RULES)
_ASK = re.compile(
    r"^(?!(?:it|this|that|these|those|they|we|you)\b)[A-Z][^.;:]{2,200}?\s(?:should|must)\s"
    r"(?!be\s+(?:noted|at the heart))",
    re.IGNORECASE,
)
# No rule looks further than this; a "sentence" without an end is a table or noise, not a promise.
_LONGEST_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class Promise:
    """A sentence that promises, the rule that found it, and its lines."""

    text: str
    rule: str
    lines: tuple[int, ...]


def promise_rule(sentence: str, *, in_answer: bool = False) -> str | None:
    """Return the name of the rule by which a sentence is a promise, or null."""
    if len(sentence) > _LONGEST_SENTENCE or sentence.endswith("?") or _NOT_PROMISED.search(sentence):
        return None
    found = next((name for name, rule in _COMPILED if rule.search(sentence)), None)
    return found or ("ask" if in_answer and _ASK.match(sentence) else None)


def find_promises(passages: Iterable[Passage], *, in_answer: bool = False) -> Iterator[Promise]:
    """Yield the promises in passages of prose, in order, each with its own lines."""
    for passage in passages:
        for piece in passage.sentences():
            rule = promise_rule(piece.text, in_answer=in_answer)
            if rule:
                yield Promise(piece.text, rule, piece.lines)


def as_passage(text: str, lines: Iterable[int]) -> Passage:
    """Return one paragraph that stands on some lines as a passage."""
    return Passage((Piece(text, tuple(lines)),))

"""What was read of a document as drafts: a field for each thing that is published, with its lines and its doubts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tideturn.engines.plans.models import Organisation, OrganisationName, PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in.sums import as_rows, readable
from tideturn.methods.reading.answers import answer_of
from tideturn.methods.reading.commitments import Commitment as Read
from tideturn.methods.reading.commitments import Reading
from tideturn.methods.reading.document import Document
from tideturn.methods.reading.places import places_of
from tideturn.methods.wording.likeness.doubles import doubles
from tideturn.methods.wording.likeness.passage import Passage

TITLE_WORDS_AT_MOST = 12
NO_OWNER = "No owner was found in the words."
NO_DATE = "No date or timescale was found in the words."
# Words that count time and yet fix no day: "Year 2", "within 6 months" of a day that is not known.
_COUNTED = re.compile(r"\d|\bwithin\b|\bnext\b", re.IGNORECASE)


@dataclass(frozen=True)
class Doubted:
    """A commitment as it was read, and everything that a person should look at in it."""

    read: Read
    doubts: tuple[str, ...]


def drafts_of(reading_in: ReadingIn, document: Document, reading: Reading) -> list[PlanDraft]:
    """Return the drafts of a document, in its order, not saved; part and whole are tied by `tie_parts`."""
    names = known_names(owner.name for read in reading.commitments for owner in read.owners)
    doubted = list(_doubted(reading.commitments, names))
    return [
        _draft(reading_in, order, one, dict(places_of(document, one.read, ranges)))
        for order, (one, ranges) in enumerate(zip(doubted, reading.ranges, strict=True), start=1)
    ]


def tie_parts(drafts: Sequence[PlanDraft], commitments: Sequence[Read]) -> list[PlanDraft]:
    """Return the drafts that are parts of another, each tied to the nearest one before it that has its number."""
    tied = []
    by_number: dict[str, PlanDraft] = {}
    for draft, read in zip(drafts, commitments, strict=True):
        if read.parent and read.parent in by_number:
            draft.parent = by_number[read.parent]
            tied.append(draft)
        if read.number:
            by_number[read.number] = draft
    return tied


def known_names(names: Iterable[str]) -> frozenset[str]:
    """Return those of some names by which the register knows an organisation."""
    asked = set(names)
    known = Organisation.objects.filter(name__in=asked).values_list("name", flat=True)
    also = OrganisationName.objects.filter(name__in=asked).values_list("name", flat=True)
    return frozenset([*known, *also])


def unknown(name: str) -> str:
    """Return the doubt about a name that the register does not know."""
    return f"The register knows no body called “{name}”; it would be added with the plan."


def short(text: str) -> str:
    """Return the beginning of a text as a title: at most twelve words, and no sentence's end."""
    words = text.split()
    return " ".join(words[:TITLE_WORDS_AT_MOST])[:200].rstrip(" ,;:.–-") or "Untitled"


def _doubted(commitments: Sequence[Read], names: frozenset[str]) -> Iterator[Doubted]:
    passages = [Passage(str(place), "", read.text) for place, read in enumerate(commitments)]
    alike: dict[int, list[str]] = {}
    for double in doubles(passages, related=_related(commitments)):
        first, second = int(double.first), int(double.second)
        alike.setdefault(first, []).append(_says_the_same(second, commitments[second]))
        alike.setdefault(second, []).append(_says_the_same(first, commitments[first]))
    for place, read in enumerate(commitments):
        yield Doubted(read, (*alike.get(place, ()), *_missing(read, names), *read.doubts))


def _related(commitments: Sequence[Read]) -> list[frozenset[str]]:
    """Return the pairs of a part and what it is a part of, by their places."""
    last: dict[str, int] = {}
    pairs = []
    for place, read in enumerate(commitments):
        if read.parent in last:
            pairs.append(frozenset({str(place), str(last[read.parent or ""])}))
        if read.number:
            last[read.number] = place
    return pairs


def _says_the_same(place: int, read: Read) -> str:
    return f"It says nearly the same as draft {place + 1}, “{short(read.text)}”."


def _missing(read: Read, names: frozenset[str]) -> Iterator[str]:
    if not read.owners:
        yield NO_OWNER
    if not (read.timescale.as_written or read.timescale.due or read.deadlines):
        yield NO_DATE
    elif not any(_window(read)) and _COUNTED.search(timescale_of(read)):
        yield f"No day could be read from “{timescale_of(read)}”."
    yield from (unknown(owner.name) for owner in read.owners if owner.name not in names)


def _draft(
    reading_in: ReadingIn, order: int, doubted: Doubted, places: Mapping[str, Sequence[tuple[int, int]]]
) -> PlanDraft:
    read = doubted.read
    start, due = _window(read)
    return PlanDraft(
        reading_in=reading_in,
        order=order,
        kind=read.kind,
        number=(read.number or "")[:20],
        section=(read.section or "")[:200],
        title=short(read.title or read.text),
        wording=read.text,
        response=read.response or "",
        progress=read.progress or "",
        outcome=read.outcome or "",
        status=read.status.value or "",
        status_as_written=(read.status.as_written or "")[:200],
        acceptance=(answer_of(read.response) if read.response else None) or "",
        money=as_rows(readable(read.money)),
        owners=[owner.name[:200] for owner in read.owners],
        others=[name[:200] for name in read.others],
        timescale=timescale_of(read)[:200],
        start_date=start,
        due_date=due,
        places=places,
        doubts=list(doubted.doubts),
    )


def timescale_of(read: Read) -> str:
    """Return the words of a timescale: those of its own column, or the dates named in the text."""
    return read.timescale.as_written or "; ".join(each.as_written for each in read.deadlines)


def _window(read: Read) -> tuple[date | None, date | None]:
    """Return from when to when: the plan's own timescale, narrowed by the last date in the words if that is earlier."""
    due = read.timescale.due
    inside = [each.due for each in read.deadlines if each.due and (due is None or each.due < due)]
    due = max(inside, default=due)
    starts = [each.start for each in read.deadlines if each.start]
    start = read.timescale.start or min(starts, default=None)
    return (start if start and (due is None or start <= due) else None), due

"""A feed on disk proposed to the directory: checked as it is read, with its form and findings kept beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tideturn.engines.directory.actions.arriving import nothing, propose
from tideturn.engines.directory.models import Import
from tideturn.foundations.access.acting import Actor
from tideturn.sources.open_referral.checking import Checker
from tideturn.sources.open_referral.entities import Entity
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Feed, Finding
from tideturn.sources.open_referral.mapping import Mapping
from tideturn.sources.open_referral.reading import open_feed

# So many findings are kept of one feed; a check by itself says all of them.
MOST_KEPT = 500
# As much of where a thing stands is kept; a longer name of a file could not be given back.
LONGEST_PLACE = 200
Step = Callable[[int], None]


@dataclass
class Found:
    """What is wrong with a feed: how much, and the first of it in sentences, errors before warnings."""

    errors: int = 0
    warnings: int = 0
    _grave: list[str] = field(default_factory=list)
    _odd: list[str] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep what it says while there is room."""
        self.errors += finding.is_error
        self.warnings += not finding.is_error
        kept = self._grave if finding.is_error else self._odd
        if len(kept) < MOST_KEPT:
            kept.append(sentence_of(finding))

    def sentences(self) -> list[str]:
        """Return what is kept of it, and how much more there was."""
        kept = [*self._grave, *self._odd][:MOST_KEPT]
        more = self.errors + self.warnings - len(kept)
        return [*kept, f"{more:,} more; `tideturn directory check` says them all."] if more else kept


@dataclass(frozen=True)
class Proposed:
    """An import that waits, and what is wrong with the feed that it came of."""

    imported: Import
    found: Found


def propose_feed(
    *,
    source_id: str,
    path: Path,
    name: str,
    by: Actor,
    mapping: Mapping | None = None,
    keep_first: bool = False,
    step: Step = nothing,
) -> Proposed:
    """Return an import of the feed at a path that waits to be looked at; nothing of it is seen yet.

    Raise FeedRefused where it cannot be read or holds nothing at all, and what `propose` raises; then nothing is kept.
    """
    form: dict[str, Any] = {}
    problems: list[str] = []
    found = Found()
    with open_feed(path, mapping=mapping) as feed:
        imported = propose(
            source_id=source_id,
            name=name,
            entities=_checked(feed, form, problems, found),
            form=form,
            problems=problems,
            by=by,
            keep_first=keep_first,
            step=step,
        )
    return Proposed(imported, found)


def sentence_of(finding: Finding) -> str:
    """Return a finding in one line: whether it is an error, where it stands, and what it says."""
    where = f"{finding.place}, {finding.field}" if finding.field else finding.place
    return f"{finding.severity}: {where}: {finding.said}"


def _checked(feed: Feed, form: dict[str, Any], problems: list[str], found: Found) -> Iterator[Entity]:
    """Yield the entities of a feed; once the last is taken, its form and what was found are whole."""
    checker: Checker | None = None
    for entity in feed.entities:
        checker = checker or Checker(feed.form)
        if len(entity.place) > LONGEST_PLACE:
            raise FeedRefused(f"{entity.member[:60]}…", "is too long a name to be kept; call the file otherwise.")
        for finding in checker.see(entity):
            found.add(finding)
        yield entity
    if checker is None:
        raise FeedRefused("The feed", "holds nothing at all; ask the publisher whether that is right.")
    for finding in (*checker.at_the_end(feed.form), *feed.problems):
        found.add(finding)
    form.update(feed.form.as_document())
    problems.extend(found.sentences())

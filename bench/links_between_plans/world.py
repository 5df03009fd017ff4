"""The commitments of a pack, their words, and the links across documents that people judged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tideturn.engines.plans.matching import best_match
from tideturn.methods.reading.owners import Organisation, Organisations
from tideturn.methods.reading.reading import read_document
from tideturn.methods.wording.likeness.passage import Passage
from tideturn.packs.schema.pack import Pack
from tideturn.packs.schema.plan import Commitment, Plan
from tideturn.sources.documents.documents import open_document


@dataclass(frozen=True)
class World:
    """The commitments of a pack by id, when each was published, and which earlier ones each is known to go back to."""

    passages: Mapping[str, Passage]
    recited: Mapping[str, Passage]
    plan: Mapping[str, str]
    published: Mapping[str, str]
    parents: Mapping[str, str]
    around: Mapping[str, Mapping[str, str]]
    wanted: Mapping[str, frozenset[str]]

    def before(self, question: str) -> frozenset[str]:
        """Return the commitments of the plans published before a question's own."""
        day = self.published[question]
        return frozenset(key for key, published in self.published.items() if published < day)

    def known_to(self, question: str) -> list[str]:
        """Return the commitments before a question and those of its own plan: what is held when links are sought."""
        return [key for key, published in self.published.items() if published <= self.published[question]]


def wordings(pack: Pack, folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the wording of each commitment of a pack's plans as their documents have it: text, then what follows."""
    names = Organisations(tuple(Organisation(one.name, one.generic, one.aliases) for one in pack.organisations))
    found = {}
    for file in sorted(folder.glob("*.txt")):
        match = best_match(read_document(open_document(file), organisations=names), pack.editions)
        for key, (draft, _ranges) in (match.found if match else {}).items():
            found[key] = tuple(part for part in (draft.text, draft.outcome, draft.response) if part)
    return found


def world_of(pack: Pack, worded: Mapping[str, Sequence[str]]) -> World:
    """Return what the benchmark compares."""
    items = {item.id: (plan, item) for plan in pack.plans for item in plan.commitments}
    titles = {key: item.title for key, (_, item) in items.items()}
    parents = {key: item.parent for key, (_, item) in items.items() if item.parent}
    wanted: dict[str, set[str]] = defaultdict(set)
    for link in pack.links:
        if link.kind == "cross_document":
            wanted[link.from_].add(link.to)
    text = {key: " ".join(worded.get(key, ())) for key in items}
    return World(
        passages={key: Passage(key, titles[key], text[key], titles.get(parents.get(key, ""), "")) for key in items},
        recited={key: Passage(key, "" if text[key] else titles[key], text[key]) for key in items},
        plan={key: plan.id for key, (plan, _) in items.items()},
        published={key: plan.published.isoformat() for key, (plan, _) in items.items()},
        parents=parents,
        around={
            "words of what it stands under": {key: text.get(parents.get(key, ""), "") for key in items},
            "titles of what stands beside it": {key: " ".join(_beside(key, parents, titles)) for key in items},
            "section": {key: _section(plan, item) for key, (plan, item) in items.items()},
            "owners": {key: " ".join(item.owners) for key, (_, item) in items.items()},
        },
        wanted={key: frozenset(ends) for key, ends in wanted.items()},
    )


def _beside(key: str, parents: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    return [titles[other] for other, parent in parents.items() if other != key and parent == parents.get(key)]


def _section(plan: Plan, item: Commitment) -> str:
    return next((section.title for section in plan.sections if section.id == item.section), "")

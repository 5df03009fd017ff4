"""What only the whole feed shows: ids that stand twice, names of what is not there, parents in a circle."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.feed import Finding
from tideturn.sources.tabular.errors import shown

PARENTS = {"organization": "parent_organization_id", "taxonomy_term": "parent_id"}
# A feed with more parents than this is checked for circles among the first ones only.
PARENTS_AT_MOST = 500_000


class Relations:
    """Ids and parents seen so far; an id is kept as a number of 8 bytes, so that a million of them fit."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._parents: dict[str, dict[str, tuple[str, str]]] = {kind: {} for kind in PARENTS}
        self._listed: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def see(self, entity: Entity) -> Iterator[Finding]:
        """Yield what is wrong about an entity beside those before it."""
        self.counts[entity.member] += 1
        if entity.kind in (Kind.API, Kind.UNLINKED):
            return
        self._listed[entity.kind] += 1
        mark = hash((entity.member, entity.kind, entity.id))
        if entity.id and mark in self._seen and not entity.is_row:
            said = f"another {entity.kind} with the id {shown(entity.id)} stands before it; give each an id of its own."
            yield Finding(entity.place, "id", "warning", said)
        self._seen.add(mark)

    def note(self, kind: str, node: Mapping[str, Any], place: str) -> None:
        """Remember the parent of an organisation or a term, wherever in an entity it stands."""
        column = PARENTS.get(kind)
        if column and isinstance(node.get("id"), str) and isinstance(node.get(column), str):
            known = self._parents[kind]
            if len(known) < PARENTS_AT_MOST:
                known.setdefault(node["id"], (node[column], place))

    def at_the_end(self) -> Iterator[Finding]:
        """Yield circles of parents: each once, at one of its members."""
        for kind, known in self._parents.items():
            done: set[str] = set()
            for start in known:
                yield from self._circle(kind, start, done)

    def _circle(self, kind: str, start: str, done: set[str]) -> Iterator[Finding]:
        path: dict[str, None] = {}
        known = self._parents[kind]
        here = start
        while here in known and here not in done and here not in path:
            path[here] = None
            here = known[here][0]
        if here in path:
            said = f"the {kind} {shown(here)} is its own parent, by way of its parents; mend {PARENTS[kind]}."
            yield Finding(known[here][1], PARENTS[kind], "warning", said)
        done.update(path)

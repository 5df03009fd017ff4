"""Which cards of one column are joined to each other, and so stand side by side."""

from collections.abc import Iterable, Iterator, Mapping

from tideturn.interfaces.design.lineage.lanes import CARD_STOP, Families, Stop
from tideturn.interfaces.design.lineage.story import Story, StoryLink


def card_stop(node_id: str) -> Stop:
    """Return the stop that stands for a commitment's card."""
    return (CARD_STOP, node_id)


def find_families(story: Story, loops: Iterable[StoryLink]) -> Families:
    """Return for each card that is joined within its column its whole family, a chain in the order of its links."""
    joined: dict[str, list[str]] = {}
    for link in loops:
        joined.setdefault(link.later, []).append(link.earlier)
        joined.setdefault(link.earlier, []).append(link.later)
    families: dict[Stop, tuple[Stop, ...]] = {}
    # The end of a chain comes first, so that the chain is told from end to end.
    for node_id in sorted((node.id for node in story.nodes if node.id in joined), key=lambda one: len(joined[one])):
        if card_stop(node_id) not in families:
            family = tuple(card_stop(member) for member in _walk(node_id, joined))
            families.update(dict.fromkeys(family, family))
    return families


def _walk(start: str, joined: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield a card and all that it is joined to, each once, following one chain to its end before the next."""
    seen, waiting = set[str](), [start]
    while waiting:
        node_id = waiting.pop()
        if node_id not in seen:
            seen.add(node_id)
            yield node_id
            waiting += reversed(joined[node_id])

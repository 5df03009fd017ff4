"""How often each category was seen in the items that are remembered."""

from collections import defaultdict, deque
from datetime import date

Place = tuple[int, date]


class Tally:
    """Counts categories over all items, or over the latest `memory` of them.

    `item` is the number of items read. `seen[j - 1]` is how many categories have been seen exactly j times, up to
    `last_look`.
    """

    def __init__(self, last_look: int, memory: int | None) -> None:
        """Begin with no items."""
        self.item = 0
        self.seen = [0] * last_look
        self._memory = memory
        self._places: defaultdict[str, deque[Place]] = defaultdict(deque)
        self._events: deque[tuple[int, str]] = deque()

    @property
    def items(self) -> int:
        """Return how many items are remembered, the latest included."""
        return self.item if self._memory is None else min(self.item, self._memory)

    def next_item(self) -> set[str]:
        """Go on to the next item, and return the categories that are forgotten with it."""
        self.item += 1
        forgotten: set[str] = set()
        while self._events and self._events[0][0] <= self.item - self.items:
            _, category = self._events.popleft()
            places = self._places[category]
            self._move(len(places), len(places) - 1)
            places.popleft()
            if not places:
                del self._places[category]
                forgotten.add(category)
        return forgotten

    def add(self, category: str, day: date) -> deque[Place]:
        """Note a category in the latest item, and return where it was seen, oldest first.

        Without a memory's end only as many places are kept as looks need, so that a long stream stays small.
        """
        places = self._places[category]
        if self._memory is None and len(places) > len(self.seen):
            return places
        self._move(len(places), len(places) + 1)
        places.append((self.item, day))
        if self._memory is not None:
            self._events.append((self.item, category))
        return places

    def _move(self, before: int, after: int) -> None:
        if 1 <= before <= len(self.seen):
            self.seen[before - 1] -= 1
        if 1 <= after <= len(self.seen):
            self.seen[after - 1] += 1

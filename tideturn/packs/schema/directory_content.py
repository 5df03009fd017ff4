"""All that a pack says about its directory of help, read and checked."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from tideturn.methods.wording.phrasebook import Phrasebook
from tideturn.packs.schema.freshness import Freshness
from tideturn.packs.schema.helpline import Helpline
from tideturn.packs.schema.partnership import Partnership, Partnerships
from tideturn.packs.schema.place_register import Places, Whereabouts
from tideturn.packs.schema.term_register import Found, Vocabulary


@dataclass(frozen=True)
class Wish:
    """What somebody asked for in one line: the terms, the places it may be about, and the words that are neither."""

    found: Found
    places: Whereabouts
    left: str


@dataclass(frozen=True)
class DirectoryContent:
    """The words, the places, the national lines in the order people see them, who answers where, and what ages how."""

    vocabulary: Vocabulary
    places: Places
    helplines: tuple[Helpline, ...]
    partnerships: Partnerships
    freshness: Freshness

    @property
    def fallbacks(self) -> tuple[Helpline, ...]:
        """Return the lines that answer at every hour, shown where nothing else is open; there is at least one."""
        return tuple(line for line in self.helplines if line.is_fallback)

    def lines_before_all(self, text: str) -> tuple[Helpline, ...]:
        """Return the fallbacks that somebody needs before anything else, by what they typed; of most texts none."""
        named = {name for hit in self._signs.read(text).hits for name in hit.keys}
        return tuple(line for line in self.fallbacks if line.id in named)

    def partnership_of(self, area_code: str) -> Partnership:
        """Return the partnership that answers for an area; each area of the pack has exactly one."""
        return next(each for each in self.partnerships.partnerships if area_code in each.areas)

    def wish(self, text: str) -> Wish:
        """Return what one line of text asks for and where: `heroin detox dundee tonight` leaves `tonight`.

        Terms and names of places are looked for together, the longest first, so that Liberton is no slip of liberation.
        """
        found = self.vocabulary.found_in(self._phrasebook.read(text))
        places = self.places.matching(found.left)
        return Wish(found, places, places.left)

    @cached_property
    def _phrasebook(self) -> Phrasebook[str | None]:
        names = ((name, None) for name, _ in self.places.phrases())
        return Phrasebook.of(self.vocabulary.forgiving_phrases(), exact=chain(self.vocabulary.exact_phrases(), names))

    @cached_property
    def _signs(self) -> Phrasebook[str]:
        return Phrasebook.of((phrase, line.id) for line in self.fallbacks for phrase in line.comes_first_for)

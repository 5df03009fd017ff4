"""Themes in words: what each is about, by which words it was made, and how far it has come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.engines.plans.queries import Counts, Coverage
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.presenters.counts import known, known_of
from tideturn.packs.schema.theme import Theme


@dataclass(frozen=True)
class ThemeLine:
    """One theme with its counts, in words where nothing is known."""

    id: str
    title: str
    about: str
    href: str
    asked: int
    accepted: str
    accepted_of: str
    claimed: str
    claimed_of: str
    checked: str
    silent: int
    made_by: str


def theme_line(theme: Theme, counts: Counts, coverage: Coverage, moment: Moment) -> ThemeLine:
    """Return the counts of one theme; where no document says anything it says so, instead of naught."""
    return ThemeLine(
        id=theme.id,
        title=theme.title,
        about=theme.about,
        href=moment.link(f"/themes/{theme.id}/"),
        asked=counts.asked,
        accepted=known(counts.accepted, coverage.answered, _("no answer held")),
        accepted_of=known_of(coverage.answered, counts.asked, _("an answer is held for %(held)s")),
        claimed=known(counts.claimed_complete, coverage.with_a_status, _("no status held")),
        claimed_of=known_of(coverage.with_a_status, counts.asked, _("a status is held for %(held)s")),
        checked=known(counts.checked, counts.checked, _("no check held")),
        silent=counts.silent,
        made_by=made_by_words(theme),
    )


def made_by_words(theme: Theme) -> str:
    """Return by which words and headings a commitment is of a theme."""
    words = ", ".join(f"“{word}”" for word in theme.words)
    sections = ", ".join(f"“{named.section.replace('-', ' ')}”" for named in theme.sections)
    said = _("In it is everything whose own title holds a word that begins with %(words)s.") % {"words": words}
    if sections:
        said += " " + _("So is everything under the heading %(sections)s.") % {"sections": sections}
    return said + " " + _("That is our reading, made by rule: something can be of several themes, and of none.")

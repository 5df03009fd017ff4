"""Which commitments are of a theme: those whose own title holds one of its words, or that stand under its headings."""

import re
from collections.abc import Iterable

from django.db.models import Q


def of_theme(words: Iterable[str], sections: Iterable[tuple[str, str]] = ()) -> Q:
    """Return the condition of being of a theme, for commitments as of a day.

    A word of a title counts where it begins with one of the words, in capitals or not. Wording that is attached to some
    copies and not to others does not count, so that a theme holds the same in all of them.
    """
    beginnings = "|".join(re.escape(word) for word in words)
    condition = Q(stood_title__iregex=rf"\m(?:{beginnings})")
    for plan, section in sections:
        condition |= Q(plan=plan, section__slug=section)
    return condition

"""What a search found, in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.interfaces.website.presenters.filters import Asked


def found_words(asked: Asked, total: int, *, is_near: bool) -> str:
    """Return how much was found for what, and whether the spelling had to be guessed."""
    if not total:
        return _("Nothing was found.")
    count = ngettext("%(total)s was found", "%(total)s were found", total) % {"total": total}
    if not asked.q:
        return _("%(count)s.") % {"count": count}
    if is_near:
        nearest = ngettext("%(total)s comes nearest.", "%(total)s come nearest.", total) % {"total": total}
        return _("Nothing holds “%(words)s” as it is written. %(nearest)s") % {"words": asked.q, "nearest": nearest}
    return _("%(count)s for “%(words)s”.") % {"count": count, "words": asked.q}

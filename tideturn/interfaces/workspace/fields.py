"""A field that only the workspace asks: when something happened."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms.answers import Answers, NotAnswered
from tideturn.interfaces.design.forms.field import Field

WRITTEN_AS = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")
LONGEST_AGO = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class When(Field):
    """The moment at which something happened, by the clock on the wall; left empty, it is now."""

    is_required: bool = False

    template = "workspace/fields/when.html"

    def read(self, answers: Answers) -> datetime | None:
        """Return the moment, or None for now."""
        written = answers.one(self.name)
        if not written:
            return None
        moment = self._moment(written)
        if not timezone.now() - LONGEST_AGO <= moment:
            raise NotAnswered(_("That is more than a year ago. Check the date."))
        return moment

    def _moment(self, written: str) -> datetime:
        remedy = _("Write day and time, for example 2026-11-21 14:05, or leave it empty for now.")
        if not WRITTEN_AS.fullmatch(written):
            raise NotAnswered(remedy)
        try:
            return timezone.make_aware(datetime.fromisoformat(written))
        except (ValueError, OverflowError):
            raise NotAnswered(remedy) from None

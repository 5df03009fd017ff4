"""Which version of the register this is: another text whenever anything that readers see has changed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from tideturn.engines.plans.history import begins
from tideturn.engines.plans.models import Revision


@dataclass(frozen=True)
class Version:
    """The mark of all that is held, and when it last became another."""

    mark: str
    changed_at: datetime

    def said_at(self, day: date) -> datetime:
        """Return when what is said of a day last became another: of a past day nothing does after its end."""
        return min(self.changed_at, begins(day) + timedelta(days=1))


def version(today: date) -> Version:
    """Return the version of the register on a day: how things stand against their dates is new with every day."""
    revision = Revision.objects.first()
    midnight = begins(today)
    marked = f"{today} {revision}"
    changed_at = max(revision.changed_at, midnight) if revision else midnight
    return Version(sha256(marked.encode()).hexdigest()[:32], changed_at)

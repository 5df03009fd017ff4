"""Which version of the register this is: another text whenever anything that readers see has changed."""

from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256

from django.apps import apps
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from pghistory.models import Event

from tideturn.engines.plans.models import AddressCheck, Attachment, Deadline, OrganisationName, Section, Succession

# What no trigger keeps the history of; these tables are short, and none of their rows is long.
WITHOUT_HISTORY = (Section, Deadline, OrganisationName, Succession, Attachment, AddressCheck)


@dataclass(frozen=True)
class Version:
    """The mark of all that is held, and when it last became another."""

    mark: str
    changed_at: datetime


def version(today: date) -> Version:
    """Return the version of the register on a day: how things stand against their dates is new with every day."""
    latest = _latest_events()
    midnight = timezone.make_aware(datetime.combine(today, time()))
    changed_at = max([at for _number, at in latest if at is not None], default=midnight)
    marked = repr((today, [number for number, _at in latest], _sums()))
    return Version(sha256(marked.encode()).hexdigest()[:32], max(changed_at, midnight))


def _latest_events() -> list[tuple[int, datetime | None]]:
    """Return the latest row of each table of history, by its number: two look-ups in an index for each."""
    found = []
    for model in apps.get_app_config("plans").get_models():
        if issubclass(model, Event):
            number = model._default_manager.aggregate(latest=Max("pgh_id"))["latest"] or 0
            row = model._default_manager.filter(pgh_id=number).values_list("pgh_created_at", flat=True).first()
            found.append((number, row))
    return found


def _sums() -> list[str]:
    """Return a sum over each table without a history."""
    sums = []
    with connection.cursor() as cursor:
        for model in WITHOUT_HISTORY:
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"select md5(coalesce(string_agg(md5({name}::text), '' order by id), '')) from {name}")  # noqa: S608
            sums.append(str(cursor.fetchone()[0]))
    return sums

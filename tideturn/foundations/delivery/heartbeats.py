"""Signs of life: a duty that was done to its end says so, by the database's clock."""

from collections.abc import Sequence

from django.db import connection

from tideturn.foundations.delivery.models import Heartbeat


def beat(name: str, *, every: float = 1.0) -> None:
    """Note that a duty was just done; whichever worker did it, one sign is enough."""
    with connection.cursor() as cursor:
        cursor.execute(
            """insert into delivery_heartbeat (name, at, every, detail) values (%s, clock_timestamp(), %s, '')
               on conflict (name) do update set at = excluded.at, every = excluded.every, detail = ''""",
            [name, every],
        )


def note_trouble(name: str, sentence: str) -> None:
    """Note why a duty was not done, beside its latest sign of life, which stays as it is."""
    Heartbeat.objects.filter(pk=name).update(detail=sentence[:300])


def forget_others(names: Sequence[str]) -> None:
    """Forget the signs of duties that there are no more, so that nobody waits for them."""
    Heartbeat.objects.exclude(pk__in=names).delete()

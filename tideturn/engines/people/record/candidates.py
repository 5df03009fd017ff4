"""Who in the record a new report may be about."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.identities import histories
from tideturn.engines.people.record.judging import Candidate, Certainty, offered
from tideturn.engines.people.record.matching.keys import looked_for_under, mark_of_number
from tideturn.engines.people.record.matching.traits import Traits, traits_of

__all__ = ["Candidate", "Certainty", "candidates"]

# Of a mark that a hundred share, such as the phone of a hostel or a date that stands for none, the rest is no help.
MOST_OF_A_MARK = 100
MOST_COMPARED = 30
# Each mark is one step down one index; that and the limits keep the time the same however many people there are.
UNDER_MARKS = """
    select person_id from unnest(%s::bigint[]) as mark
    cross join lateral (select person_id from people_key where value = mark limit %s) as found
    group by person_id order by bool_or(mark = %s) desc, count(*) desc, person_id limit %s
"""


def candidates(details: PersonDetails, occurred_at: datetime | None = None) -> list[Candidate]:
    """Return whom details may be about: the certain one first, then at most ten likely ones, the likeliest first.

    Ask before keeping the person of the report. Of two transactions with one CHI number the later waits here for the
    end of the earlier, so that each report sees the other's. Only the system's intake and matching see everybody.
    """
    told = traits_of(details, occurred_at)
    found = [] if told.is_unknown else _under_marks(told)
    return offered(told, histories(found)) if found else []


def _under_marks(told: Traits) -> list[UUID]:
    number = mark_of_number(told)
    with connection.cursor() as cursor:
        if number is not None:
            cursor.execute("select pg_advisory_xact_lock(%s)", [number])
        marks = sorted(looked_for_under(told))
        cursor.execute(UNDER_MARKS, [marks, MOST_OF_A_MARK, number, MOST_COMPARED])
        return [person_id for (person_id,) in cursor.fetchall()]

"""How long a search takes among a million people; by hand: `make test ARGS=tests/engines/people/million.py`.

Some are invented with all that was told of them; the others fill the tables with marks, random numbers in any case.
What is timed is the search as the intake makes it, under row security, by which the tests' owner is bound as the
serving role is. PEOPLE= in the environment says how many there are, TOLD= of how many something is told.
"""

import itertools
import os
import statistics
import time
from uuid import UUID

import pytest
from django.db import connection

from tests.engines.people import invented
from tideturn.engines.people.record import actions, queries
from tideturn.engines.people.record.candidates import MOST_COMPARED, MOST_OF_A_MARK, UNDER_MARKS
from tideturn.engines.people.record.matching.keys import kept_under, looked_for_under, mark_of_number
from tideturn.engines.people.record.matching.traits import traits_of
from tideturn.engines.people.record.models.person import COLUMNS

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
PEOPLE, TOLD = int(os.environ.get("PEOPLE", "1000000")), int(os.environ.get("TOLD", "20000"))
MARKS_OF_ONE = 8
SEED, SEARCHES, PART = 7, 1000, 20000
SPREADING = 0x9E3779B97F4A7C15F39CC0605CEDC835  # odd, so that its multiples are ids spread over the whole range
TABLES = ("people_person", "people_statement", "people_key")
PERSON = "copy people_person (id, by_name) from stdin"
STATEMENT = f"copy people_statement (id, person_id, by_name, told_by, {', '.join(COLUMNS)}) from stdin"
KEY = "copy people_key (value, person_id) from stdin"


def fill(crowd):
    """Write a person for each of many reports, with what was told and the marks of it; row security takes no `copy`."""
    reports, numbers = invented.reports(SEED, crowd, TOLD), itertools.count(1)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"alter table {table} no force row level security")
        for part in parts_of(reports):
            rows = [(UUID(int=next(numbers) * SPREADING % 2**128), told.details) for told in part]
            copy(cursor, PERSON, ((one, "invented") for one, _ in rows))
            copy(
                cursor,
                STATEMENT,
                ((one, one, "invented", "invented", *told.as_columns().values()) for one, told in rows),
            )
            copy(cursor, KEY, ((value, one) for one, told in rows for value in kept_under(traits_of(told))))
        cursor.execute("set constraints all immediate")
        fill_up(cursor)
        for table in TABLES:
            cursor.execute(f"alter table {table} force row level security")
            cursor.execute(f"analyze {table}")


def fill_up(cursor):
    """Write the people of whom nothing but marks is there; eight million references need not be checked one by one."""
    cursor.execute("select conname from pg_constraint where conrelid = 'people_key'::regclass and contype = 'f'")
    cursor.execute(f"alter table people_key drop constraint {cursor.fetchone()[0]}")
    cursor.execute(
        "insert into people_person (id, by_name) select gen_random_uuid(), 'filling' from generate_series(1, %s)",
        [PEOPLE - TOLD],
    )
    cursor.execute(
        "insert into people_key (value, person_id) select hashint8extended(n, hashtext(id::text)), id "
        "from people_person, generate_series(1, %s) as n where by_name = 'filling'",
        [MARKS_OF_ONE],
    )


def parts_of(reports):
    return (reports[start : start + PART] for start in range(0, len(reports), PART))


def columns(details):
    return details.as_columns().values()


def copy(cursor, statement, rows):
    with cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)


def timed(work, asked):
    """Return the words for how long a piece of work took for each of those asked about."""
    times, computing = [], time.process_time()
    for details in asked:
        begun = time.perf_counter()
        work(details)
        times.append((time.perf_counter() - begun) * 1000)
    cuts, own = statistics.quantiles(times, n=100), (time.process_time() - computing) / len(asked) * 1000
    return f"median {cuts[49]:.1f} ms, 95 % {cuts[94]:.1f} ms, 99 % {cuts[98]:.1f} ms; {own:.1f} ms each of it our own"


def plan_of(details):
    """Return how the database finds the people under the marks of a report."""
    told = traits_of(details)
    with connection.cursor() as cursor:
        cursor.execute(
            f"explain (analyze, buffers) {UNDER_MARKS}",
            [sorted(looked_for_under(told)), MOST_OF_A_MARK, mark_of_number(told), MOST_COMPARED],
        )
        return [line for (line,) in cursor.fetchall()]


def test_a_search_among_a_million_reads_an_index_alone(intake, say):
    crowd = invented.people(SEED, TOLD // 2)
    fill(crowd)
    asked = [told.details for told in invented.reports(SEED + 100, crowd, SEARCHES)]

    say(f"{PEOPLE:,} people, {SEARCHES} searches: {timed(queries.candidates, asked)}")
    keeping = timed(lambda told: actions.keep_person(told, told_by="invented", report_id=None, by=intake), asked)
    say(f"{SEARCHES} kept: {keeping}")
    plan = plan_of(next(details for details in asked if details.chi and details.birth_date))
    say("\n".join(plan))
    assert any("Index Cond: (value = mark.mark)" in line for line in plan)
    assert not any("Seq Scan" in line for line in plan)

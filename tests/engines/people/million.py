"""How long a search takes among a million people; by hand: make test ARGS="tests/engines/people/million.py -s".

The people are written straight into the tables. What is measured is the search as the intake makes it, and the plan that
the database follows for the serving role, which row security binds.
"""

import itertools
import os
import statistics
import time
from uuid import UUID

import pytest
from django.db import connection

from tests.conftest import SERVING
from tests.engines.people import invented
from tests.engines.people.conftest import act_as
from tideturn.engines.people.record import queries
from tideturn.engines.people.record.candidates import MOST_COMPARED, MOST_OF_A_MARK, UNDER_MARKS
from tideturn.engines.people.record.matching.keys import kept_under, looked_for_under, mark_of_number
from tideturn.engines.people.record.matching.traits import traits_of
from tideturn.engines.people.record.models.person import COLUMNS

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
PEOPLE = int(os.environ.get("PEOPLE", "1000000"))
SEED, SEARCHES, PART = 7, 1000, 20000
PERSON = "copy people_person (id, by_name) from stdin"
STATEMENT = f"copy people_statement (id, person_id, by_name, told_by, {', '.join(COLUMNS)}) from stdin"
KEY = "copy people_key (value, person_id) from stdin"


def fill(reports):
    """Write a person for each report, with what was told and the marks of it."""
    numbers = itertools.count(1)
    with connection.cursor() as cursor:
        while part := list(itertools.islice(reports, PART)):
            rows = [
                (UUID(int=(next(numbers) * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128), told.details) for told in part
            ]
            copy(cursor, PERSON, ((person, "invented") for person, _ in rows))
            copy(
                cursor,
                STATEMENT,
                ((p, p, "invented", "invented", *details.as_columns().values()) for p, details in rows),
            )
            copy(cursor, KEY, ((value, p) for p, details in rows for value in kept_under(traits_of(details))))


def copy(cursor, statement, rows):
    with cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)


def owner_analyses():
    with connection.cursor() as cursor:
        for table in ("people_person", "people_statement", "people_key"):
            cursor.execute(f"analyze {table}")


def test_a_search_among_a_million_takes_less_than_ten_milliseconds(intake, capsys):
    crowd = invented.people(SEED, PEOPLE // 2)
    with capsys.disabled():
        begun = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("alter table people_person no force row level security")
            cursor.execute("alter table people_statement no force row level security")
            cursor.execute("alter table people_key no force row level security")
        fill(iter(invented.reports(SEED, crowd, PEOPLE)))
        with connection.cursor() as cursor:
            for table in ("people_person", "people_statement", "people_key"):
                cursor.execute(f"alter table {table} force row level security")
        owner_analyses()
        print(f"\n{PEOPLE:,} people written in {time.perf_counter() - begun:.0f} s")
        asked = [told.details for told in invented.reports(SEED + 100, crowd, SEARCHES)]
        act_as("intake")
        found, times = [], []
        for details in asked:
            begun = time.perf_counter()
            found.append(len(queries.candidates(details)))
            times.append((time.perf_counter() - begun) * 1000)
        cuts = statistics.quantiles(times, n=100)
        print(f"{SEARCHES} searches: median {cuts[49]:.1f} ms, 95 % {cuts[94]:.1f} ms, 99 % {cuts[98]:.1f} ms, "
              f"longest {max(times):.1f} ms; {sum(found) / SEARCHES:.1f} offered each")  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("set local enable_seqscan = on")
            cursor.execute("select current_user, pg_size_pretty(pg_total_relation_size('people_key'))")
            print(cursor.fetchone())
            cursor.execute("select to_regrole(%s) is not null", [SERVING])
            if cursor.fetchone()[0]:
                print("(plan as the owner, on whom row security is forced)")
            told = traits_of(next(details for details in asked if details.chi and details.birth_date))
            cursor.execute(
                f"explain (analyze, buffers, costs off) {UNDER_MARKS}",
                [sorted(looked_for_under(told)), MOST_OF_A_MARK, mark_of_number(told), MOST_COMPARED],
            )
            print("\n".join(line for (line,) in cursor.fetchall()))

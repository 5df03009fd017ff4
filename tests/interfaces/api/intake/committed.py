"""Agencies and their reports in the served database, for tests that ask the real server; taken out again after them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tests.foundations.conftest import SET_UP
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.actions import agencies
from tideturn.interfaces.joint.intake import self_referral

# The journal is never emptied but here, where the database is of this run alone.
FORGET = """
    alter table pathways_entry disable trigger pathways_entry_is_not_emptied;
    truncate access_agency, access_user, people_person, pathways_receipt, sharing_subject cascade;
    alter table pathways_entry enable trigger pathways_entry_is_not_emptied;
"""


@dataclass(frozen=True)
class Served:
    """Where the server answers, and the credentials of two invented agencies."""

    site: str
    token: str
    other_token: str
    database: str

    def count(self, table: str) -> int:
        """Return how many rows a table holds."""
        with psycopg.connect(self.database) as owner:
            owner.execute("select set_config('tideturn.system', 'intake', true)")
            return owner.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 - of a test


@contextmanager
def served(site: str, database: str, django_db_blocker) -> Iterator[Served]:
    """Give a server that agencies may report to, with a team of Northmark that answers."""
    with django_db_blocker.unblock():
        with acting(SET_UP):
            agencies.ensure_national_queue(by=SET_UP)
            self_referral.ensure_agency(by=SET_UP)
            kind = "drug-and-alcohol-service"
            agencies.create_agency(name="Northmark outreach", kind=kind, areas=["EM-A01"], by=SET_UP)
            made = [
                agencies.create_agency(name=name, kind="ambulance-service", by=SET_UP)[0]
                for name in ("Estmark Ambulance", "Other Ambulance")
            ]
            tokens = [credentials.issue(agency, SET_UP) for agency in made]
        try:
            yield Served(site, *tokens, database)
        finally:
            with psycopg.connect(database, autocommit=True) as owner:
                owner.execute(FORGET)

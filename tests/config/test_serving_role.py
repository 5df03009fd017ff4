"""The guard on the role that serves."""

import os
import subprocess
import sys

import pytest

from tideturn.config.serving_role import ServesWithTooManyRights, check_serving_role


def test_check_serving_role_refuses_the_owner(db):
    with pytest.raises(ServesWithTooManyRights, match="owns tables or the database") as refused:
        check_serving_role()

    assert "DATABASE_OWNER_URL" in str(refused.value)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("boss", True, False, False), "it is a superuser"),
        (("boss", True, True, True), "it is a superuser"),
        (("clerk", False, True, False), "it bypasses row security"),
        (("clerk", False, False, True), "it owns tables or the database"),
    ],
)
def test_check_serving_role_refuses_each_right_too_many(monkeypatch, row, reason):
    monkeypatch.setattr("tideturn.config.serving_role.connection", Answering(row))

    with pytest.raises(ServesWithTooManyRights, match=reason):
        check_serving_role()


def test_check_serving_role_takes_a_role_that_only_reads_and_writes(monkeypatch):
    monkeypatch.setattr("tideturn.config.serving_role.connection", Answering(("clerk", False, False, False)))

    check_serving_role()


def test_server_refuses_to_start_as_the_owner(owner_address, repository):
    environment = {**os.environ, "DATABASE_URL": owner_address, "DJANGO_SETTINGS_MODULE": "tideturn.config.settings"}

    started = subprocess.run(
        [sys.executable, "-c", "import tideturn.config.wsgi"],
        env=environment,
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode != 0
    assert "Refusing to serve as the database role" in started.stderr


def test_served_site_speaks_as_a_role_without_rights_too_many(site_address):
    # The server checks itself when it starts: that it answers at all is the proof.
    assert site_address.startswith("http://127.0.0.1:")


class Answering:
    """A connection that answers any question with one row."""

    def __init__(self, row):
        self.row = row

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        return None

    def execute(self, question):
        return None

    def fetchone(self):
        return self.row

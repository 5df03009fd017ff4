"""The guard on the database's word that what it says is kept is kept."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tideturn.config.durability import MayLoseWhatItKeeps, check_durability, refuse_loss


@pytest.mark.parametrize("value", ["on", "remote_apply", "remote_write", "local"])
def test_check_durability_takes_a_database_that_waits_for_its_disk(db, value):
    with connection.cursor() as cursor:
        cursor.execute(f"set local synchronous_commit = {value}")

    check_durability()


def test_check_durability_refuses_a_session_that_does_not_wait(db):
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")

    with pytest.raises(MayLoseWhatItKeeps, match=r"synchronous_commit = off.*what we acknowledged could be lost"):
        check_durability()


class Answers:
    """A database that answers as it is told."""

    def __init__(self, **settings):
        self.settings, self.asked = settings, ""

    def execute(self, question):
        """Take a question."""
        self.asked = question.removeprefix("show ")

    def fetchone(self):
        """Answer it."""
        return (self.settings.get(self.asked, "on"),)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_refuse_loss_says_what_to_set(setting):
    with pytest.raises(MayLoseWhatItKeeps, match=f"Set {setting} = on"):
        refuse_loss(Answers(**{setting: "off"}))

    refuse_loss(Answers())


def start(repository, command: list[str], database_url: str) -> subprocess.CompletedProcess:
    """Start a part of the product on a database and wait for its end."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    own = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "for-tests",
        "DJANGO_SETTINGS_MODULE": "tideturn.config.settings",
    }
    return subprocess.run(
        [sys.executable, *command],
        env={**kept, **own, "DJANGO_SETTINGS_MODULE": "tideturn.config.settings"},
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", [["-c", "import tideturn.config.wsgi"], ["-m", "django", "work"]])
def test_web_server_and_worker_refuse_a_session_that_does_not_wait(owner_address, serving_role, repository, command):
    parts = {name: value for name, value in conninfo_to_dict(owner_address).items() if name != "password"}
    secret = {"password": serving_role.password} if serving_role.password else {}
    serving = {**parts, **secret, "user": serving_role.name, "options": "-c synchronous_commit=off"}

    started = start(repository, command, make_conninfo(**serving))

    assert started.returncode != 0
    assert "Refusing to serve: the database has synchronous_commit = off" in started.stderr

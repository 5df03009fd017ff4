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

"""Journeys are made on databases of their own, also when they are all that is run."""

import pytest


@pytest.mark.usefixtures("django_db_setup")
def test_journeys_never_write_to_a_real_register() -> None:
    from django.db import connection

    assert connection.settings_dict["NAME"].startswith("test_")

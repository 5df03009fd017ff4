"""The guard on the secret that cursors are signed with."""

import pytest

from tideturn.config.secret_key import ServesWithoutASecret, check_secret_key


def test_check_secret_key_refuses_the_one_that_everybody_can_read(settings):
    settings.SECRET_KEY = settings.SECRET_KEY_OF_NOBODY

    with pytest.raises(ServesWithoutASecret, match="Give SECRET_KEY"):
        check_secret_key()


def test_check_secret_key_takes_one_that_was_given(settings):
    settings.SECRET_KEY = "given-for-this-test"

    check_secret_key()

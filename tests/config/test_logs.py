"""What the log tells of a fault: the places, the kinds, and no word of what it was about."""

import logging
import logging.config

import pytest
from django.conf import settings
from django.db import DataError, connection

# Lines of the program stand in a traceback; what it holds while it runs must not.
BIRD, NAME = "Zebra" + "finch", "Robin" + " Marsh"


def fail() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select %s::integer", [BIRD])
    except DataError as error:
        raise RuntimeError(f"{NAME} could not be kept.") from error


@pytest.mark.django_db
def test_log_of_a_fault_tells_where_and_of_which_kind_and_not_of_whom() -> None:
    made = logging.config.DictConfigurator(dict(settings.LOGGING))
    formatter = made.configure_formatter(dict(settings.LOGGING["formatters"]["without words"]))
    with pytest.raises(RuntimeError) as caught:
        fail()
    error = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error", (), error)

    told = formatter.format(record)
    assert told.index("InvalidTextRepresentation") < told.index("DataError") < told.index("RuntimeError")
    assert "test_logs.py" in told
    assert BIRD not in told
    assert NAME not in told
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "without words"

"""The step that commands on the register take first: Django set up, and the database asked whether it answers."""

import logging
import os

from tideturn.interfaces.cli.refusal import Refusal


def open_register() -> None:
    """Prepare the register for use, or stop with a sentence that says what to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")
    try:
        import django
    except ImportError:
        raise Refusal(
            "The register needs the server parts, which are not installed. "
            "Install them with: pip install 'tideturn[server]'"
        ) from None
    # The pool repeats itself on the error stream until it gives up; one sentence from us is enough.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    django.setup()
    _check_database_answers()


def _check_database_answers() -> None:
    from django.db import OperationalError, ProgrammingError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1 from plans_plan limit 1")
    except ProgrammingError:
        raise Refusal(
            "The database has no register yet. Run `make setup`, which makes its tables and loads the pack."
        ) from None
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else "no answer"
        raise Refusal(
            f"The database does not answer ({reason}). "
            "Start it with `make up`, and call this as `python3 -m house run tideturn …`; "
            "or set DATABASE_URL to the address of the database to use."
        ) from None

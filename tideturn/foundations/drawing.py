"""References are drawn at random, so now and then one is drawn that stands already.

Of a hundred thousand references of seven signs two are the same in one case of four. Nobody can look first: row
security hides what is another's, and two may draw at one moment. So the database says it, and the work is done anew.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

import psycopg
from django.db import IntegrityError

Done = TypeVar("Done")
ATTEMPTS = 5


def drawing_anew(work: Callable[[], Done], *, unique: Collection[str]) -> Done:
    """Return what `work` returns, done whole once more where a reference that it drew stands already.

    `work` opens a transaction, or a part of one, of its own. `unique` are the names of the constraints that a drawn
    reference may break; whatever else goes wrong is raised at once, and so is what goes wrong at the last attempt.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            return work()
        except IntegrityError as error:
            if constraint_of(error) not in unique:
                raise
    return work()


def constraint_of(error: IntegrityError) -> str | None:
    """Return the name of the constraint that was broken, where the database says it."""
    cause = error.__cause__
    return cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None

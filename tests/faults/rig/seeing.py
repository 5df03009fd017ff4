"""What is seen of a standing product from outside: its clocks go on, its messages leave, nothing stands twice."""

import itertools
import uuid

from tests.faults.rig import checking
from tests.faults.rig.cloning import all_raised, clone
from tests.faults.rig.posting import Poster
from tests.faults.rig.standing import Standing

NAMES = itertools.count(1)


def clocks_go_on(standing: Standing, within: float = 10.0, count: int = 3) -> None:
    """Have clocks fall due now, and see them raised."""
    name = f"case{next(NAMES)}"
    clone(standing, count, overdue=0.0, name=name)
    all_raised(standing, name, within)


def all_are_acknowledged(poster: Poster) -> bool:
    """Tell whether as many reports at once as there are threads are all received."""
    return all(answer.is_acknowledged for answer in poster.post_at_once(8))


def message(standing: Standing, channel: str, recipient: str) -> uuid.UUID:
    """Put a message into the outbox."""
    number = uuid.uuid4()
    standing.ask(
        """insert into delivery_message (id, agency, channel, recipient, kind, link, dedupe_key, attempts, last_error)
           values (%s, '', %s, %s, 'clock-raised', '/workspace/', %s, 0, '')""",
        [number, channel, recipient, str(number)],
    )
    return number


def progress(standing: Standing, number: uuid.UUID) -> tuple[bool, int, str]:
    """Return whether a message was handed over, how often it was tried, and what was said last."""
    [(sent_at, attempts, last_error)] = standing.ask(
        "select sent_at, attempts, last_error from delivery_message where id = %s", [number]
    )
    return sent_at is not None, attempts, last_error


def doubled(standing: Standing) -> list[str]:
    """Return what stands twice, or was not raised exactly once."""
    return [str(found) for found in checking.of_tables(standing) if "twice" in found.what or "once" in found.what]


def wrong(poster: Poster) -> list[str]:
    """Return what must not be after any trouble: reports acknowledged and lost, and breaks of the audit's chains."""
    return [*poster.lost(), *(str(found) for found in checking.of_audit(poster.standing))]

"""Plain stand-ins for rows of the register, so that sentences are tested without a database."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from tideturn.interfaces.design.moment import Moment

TODAY = Moment(date(2024, 5, 1), date(2024, 5, 1))


class Rows(list):
    """A list that answers as a relation of the database does."""

    def all(self) -> "Rows":
        return self


def plan(**changes: Any) -> SimpleNamespace:
    """Return a plan that asks, unless changed."""
    facts = {
        "id": "asks",
        "title": "Asks",
        "short_title": "Asks",
        "nature": "asked",
        "published": date(2022, 3, 15),
        "published_precision": "day",
        "position_as_at": date(2023, 2, 1),
        "state_since": None,
        "get_state_display": lambda: "Closed",
    }
    return SimpleNamespace(**(facts | changes))


def commitment(**changes: Any) -> SimpleNamespace:
    """Return a commitment of which nothing is known, unless changed."""
    facts = {
        "pk": 1,
        "local_id": "A-1",
        "kind": "action",
        "plan": plan(),
        "acceptance_value": "no_answer_held",
        "status_value": "",
        "verdict_value": "",
        "timing": "no_date",
        "current_due_date": None,
        "due_date": None,
        "start_date": None,
        "is_open_ended": False,
        "last_heard_on": None,
        "owners": (),
        "parties": Rows(),
        "positions": Rows(),
        "verdicts": Rows(),
        "acceptances": Rows(),
        "responses": Rows(),
        "deadlines": Rows(),
        "due_date_revisions": Rows(),
        "area_deliveries": Rows(),
        "due_reasoning": "",
        "timescale": [],
        "has_measure": None,
        "measure_note": "",
    }
    return SimpleNamespace(**(facts | changes))


def body(organisation: str) -> SimpleNamespace:
    """Return an organisation, by its id."""
    return SimpleNamespace(
        pk=organisation, name=organisation.title(), is_generic=False, is_proposed=False, exists_until=None
    )

"""What became of each invented case: its way along the pathway, walked by the people who work there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor, acting

INVENTED = "(invented)"


@dataclass(frozen=True)
class Step:
    """One entry, some hours after the report was received."""

    kind: Kind
    hours: float
    data: Mapping[str, Any] = field(default_factory=dict)


def move(name: str, hours: float, **data: Any) -> Step:
    """Return a step along the pathway."""
    return Step(Kind.MOVED, hours, {"move": name, **data})


def contact(result: str, hours: float, channel: str = "visit") -> Step:
    """Return an attempt to reach the person."""
    return Step(Kind.CONTACT_LOGGED, hours, {"channel": channel, "result": result, "note": f"As agreed {INVENTED}"})


PLAN = {
    "safety": f"Lives alone; a neighbour looks in {INVENTED}",
    "adult-at-risk": "no",
    "contact-plan": f"A visit before noon, by two {INVENTED}",
}
REVIEW = (move("bring-to-review", 2),)
OUT = (*REVIEW, move("agree-plan", 4, answers=PLAN))
OFFER = (*OUT, contact("spoke", 7), move("reached", 8))
ENGAGED = (*OFFER, move("accept", 30, answers={"wants": f"A place to sleep {INVENTED}", "naloxone": "given-now"}))
MISSED = (*OUT, contact("no-answer", 6), contact("no-answer", 28, "phone"), move("not-reached", 40))
CLOSING = {
    "outcome": "supported",
    "reason": "support-in-place",
    "answers": {"closing-note": f"Knows where the door is {INVENTED}"},
}
COURSES: Mapping[str, tuple[Step, ...]] = {
    "received": (),
    "review": REVIEW,
    "reaching-out": OUT,
    "tried": (*OUT, contact("no-answer", 6)),
    "offer": OFFER,
    "engaged": ENGAGED,
    "declined": (*OUT, contact("asked-to-stop", 9), move("refused", 10)),
    "not-found": MISSED,
    "reaching-again": (*MISSED, move("try-again", 60)),
    "closed": (*ENGAGED, move("close", 90, **CLOSING)),
    "at-risk": (*REVIEW, move("agree-plan", 4, answers={**PLAN, "adult-at-risk": "yes"})),
    "respected": (
        *REVIEW,
        move("respect-no", 5, answers={name: PLAN[name] for name in ("safety", "adult-at-risk")}),
    ),
}


def walk(case: Case, course: str, *, by: Actor, now: datetime) -> None:
    """Write a course into a case's journal, each entry at its own time, never later than now."""
    with acting(by):
        for step in COURSES[course]:
            at = min(case.opened_at + timedelta(hours=step.hours), now)
            append(case_id=case.id, entry=NewEntry(step.kind, step.data, at=at), by=by)


def write(case: Case, kind: Kind, *, by: Actor, **data: Any) -> Any:
    """Write one entry as of now and return what the case has come to."""
    with acting(by):
        return append(case_id=case.id, entry=NewEntry(kind, data), by=by)

"""Writing down that somebody asked for what they have no permission for."""

from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.audit import actions as audit


def note(actor: Actor, *, what: str) -> None:
    """Keep in the audit that an actor was refused a whole kind of thing."""
    with acting(actor):
        audit.record(actor=actor, action="refused", kind=what, subject=None)

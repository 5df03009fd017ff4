"""Whether an attempt to reach the person, or what they said of it, can be written down."""

from tideturn.engines.pathways.checks.check import Asked
from tideturn.engines.pathways.errors import NotAllowedNow

WISHES = ("given", "no_objection", "refused", "not_asked", "unable")


def logged(asked: Asked) -> None:
    """Refuse an attempt that says not how, or not what came of it."""
    if asked.data.get("channel") not in {channel.id for channel in asked.pathway.contact.channels}:
        raise NotAllowedNow("Say how you tried to reach the person.")
    if asked.data.get("result") not in {result.id for result in asked.pathway.contact.results}:
        raise NotAllowedNow("Say what came of it.")


def wish(asked: Asked) -> None:
    """Refuse a wish that is none."""
    if asked.data.get("wish") not in WISHES:
        raise NotAllowedNow("Say what the person wishes about being contacted.")

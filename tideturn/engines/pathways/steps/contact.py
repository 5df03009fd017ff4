"""Attempts to reach the person, what they say about being reached, and naloxone."""

from dataclasses import replace

from tideturn.engines.pathways.entries import JournalEntry
from tideturn.engines.pathways.state import Contact, State
from tideturn.engines.pathways.steps.step import DoesNotFit
from tideturn.packs.schema.pathway import Pathway


def contact_logged(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Keep an attempt to reach the person, and whether it did; what was before the event is no answer to it."""
    if state.occurred_at is not None and entry.at < state.occurred_at:
        raise DoesNotFit("This contact was before what was reported, so it is no answer to it. Add a note.")
    result = str(entry.data.get("result", ""))
    is_made = any(known.is_contact for known in pathway.contact.results if known.id == result)
    note, channel = str(entry.data.get("note", "")), str(entry.data.get("channel", ""))
    return replace(state, contacts=(*state.contacts, Contact(entry.at, channel, result, is_made, entry.by, note)))


def contact_wish(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Take down what the person now says about being contacted; the latest word counts."""
    return replace(state, contact_wish=str(entry.data.get("wish", state.contact_wish)))


def naloxone_given(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Keep when naloxone was first given."""
    return replace(state, naloxone_given_at=state.naloxone_given_at or entry.at)

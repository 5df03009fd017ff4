"""What somebody writes into a case from its page, as forms read it and as the journal keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.pathways.checks.contact import WISHES
from tideturn.interfaces.design.forms import Choice, Form, LongText, Option
from tideturn.interfaces.workspace.fields import When
from tideturn.packs.schema.pathway import Pathway


@dataclass(frozen=True)
class ContactTried:
    """One try to reach the person."""

    channel: str
    result: str
    note: str
    at: datetime | None

    def data(self) -> dict[str, Any]:
        """Return what the journal keeps."""
        return {"channel": self.channel, "result": self.result, "note": self.note}


@dataclass(frozen=True)
class NoteWritten:
    """A note."""

    text: str
    at: datetime | None

    def data(self) -> dict[str, Any]:
        """Return what the journal keeps."""
        return {"text": self.text}


@dataclass(frozen=True)
class NaloxoneGiven:
    """That naloxone was given."""

    note: str
    at: datetime | None

    def data(self) -> dict[str, Any]:
        """Return what the journal keeps."""
        return {"note": self.note}


@dataclass(frozen=True)
class WishTold:
    """What the person now wishes about being contacted."""

    wish: str
    note: str
    at: datetime | None

    def data(self) -> dict[str, Any]:
        """Return what the journal keeps."""
        return {"wish": self.wish, "note": self.note}


def contact_form(pathway: Pathway) -> Form[ContactTried]:
    """Return the questions about a try to reach the person, in the pathway's own words."""
    channels = tuple(Option(channel.id, channel.title) for channel in pathway.contact.channels)
    results = tuple(Option(result.id, result.title) for result in pathway.contact.results)
    fields = (
        Choice(name="channel", label=_("How did you try?"), options=channels, missing=_("Say how you tried.")),
        Choice(name="result", label=_("What came of it?"), options=results, missing=_("Say what came of it.")),
        LongText(name="note", label=_("Note"), is_required=False, rows=3),
        _when(),
    )
    return Form(fields, ContactTried)


def note_form(pathway: Pathway) -> Form[NoteWritten]:
    """Return the form of a note."""
    hint = _("Everybody who follows this case up reads it. Write as if the person reads it too.")
    return Form((LongText(name="text", label=_("Note"), hint=hint, rows=6), _when()), NoteWritten)


def naloxone_form(pathway: Pathway) -> Form[NaloxoneGiven]:
    """Return the form by which naloxone is recorded."""
    hint = _("For example a kit to keep, or to a friend.")
    fields = (LongText(name="note", label=_("Note"), hint=hint, is_required=False, rows=3), _when())
    return Form(fields, NaloxoneGiven)


def wish_form(pathway: Pathway) -> Form[WishTold]:
    """Return the form of what the person wishes about being contacted."""
    options = tuple(Option(wish, wish_words(wish)) for wish in WISHES)
    fields = (
        Choice(name="wish", label=_("What does the person wish?"), options=options),
        LongText(name="note", label=_("In their words"), is_required=False, rows=3),
        _when(),
    )
    return Form(fields, WishTold)


def wish_words(wish: str) -> str:
    """Return a wish about being contacted in words."""
    words = {
        "given": _("Agrees to be contacted"),
        "no_objection": _("Has no objection to being contacted"),
        "refused": _("Does not want to be contacted"),
        "not_asked": _("Was not asked about contact"),
        "unable": _("Was not able to say"),
    }
    return words.get(wish, wish)


def _when() -> When:
    return When(name="at", label=_("When was it?"), hint=_("Leave this empty if it was just now."))

"""Taking an entry of a journal out of account, with a reason; it stays readable as it was written."""

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Entry
from tideturn.interfaces.design.forms import Form, LongText
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import team_page
from tideturn.interfaces.workspace.presenters.asked import ReasonGiven
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.interfaces.workspace.reading import Opened


@team_page
def withdraw(request: HttpRequest, found: Opened, entry_id: uuid.UUID) -> HttpResponseBase:
    """Ask why an entry no longer counts, and write that down."""
    entry = next((one for one in queries.journal(found.case) if one.id == entry_id), None)
    if entry is None:
        raise NotHere

    def write(answer: ReasonGiven, new: uuid.UUID) -> None:
        data = {"entry": str(entry_id), "reason": answer.reason}
        append(case_id=found.case.id, entry=NewEntry(Kind.WITHDRAWN, data, id=new), by=found.by)

    asking = Asking(
        page="withdraw an entry",
        title=_("Withdraw an entry"),
        form=Form((LongText(name="reason", label=_("Why does it no longer count?"), rows=3),), ReasonGiven),
        write=write,
        button=_("Withdraw the entry"),
        said=(_told(entry), _("It stays in the journal, marked as withdrawn, with your reason.")),
        why_not="" if found.relations else _("This is for the team that holds the case."),
    )
    return ask(request, found, asking)


def _told(entry: Entry) -> str:
    what = Kind(entry.kind).value.replace("-", " ").capitalize()
    return f"{what}, {moment_words(entry.at, timezone.now())}, {entry.by_name}"

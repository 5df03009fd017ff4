"""What somebody has to do in a case: written down, and ticked off."""

import uuid

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.interfaces.design.forms import Choice, Form, LongText, Text
from tideturn.interfaces.workspace import addresses, staff_of
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import team_page
from tideturn.interfaces.workspace.presenters.asked import NoteGiven, TaskGiven
from tideturn.interfaces.workspace.presenters.to_do import rows_of
from tideturn.interfaces.workspace.reading import Opened


@team_page
def tasks(request: HttpRequest, found: Opened) -> HttpResponseBase:
    """Show what is to be done, and ask for something more."""
    colleagues = staff_of.options(staff_of.members(found.case.team))

    def write(answer: TaskGiven, entry: uuid.UUID) -> None:
        data = {"title": answer.title, **({"for": int(answer.to)} if answer.to else {})}
        append(case_id=found.case.id, entry=NewEntry(Kind.TASK_ADDED, data, id=entry), by=found.by)

    fields = (
        Text(name="title", label=_("What is to be done?"), at_most=200),
        Choice(
            name="to",
            label=_("By whom?"),
            options=colleagues,
            is_required=False,
            is_dropped_down=True,
            nothing=_("Whoever comes to it first"),
        ),
    )
    asking = Asking(
        page="tasks",
        title=_("Tasks"),
        form=Form(fields, TaskGiven),
        write=write,
        button=_("Add the task"),
        why_not="" if found.relations else _("Tasks are added by the team that holds the case."),
        template="workspace/case/tasks.html",
        more={"rows": rows_of(found, state_of(found.case).tasks, timezone.now())},
        then=addresses.of_case(found.case.id, "tasks"),
    )
    return ask(request, found, asking)


@team_page
def done(request: HttpRequest, found: Opened, task_id: uuid.UUID) -> HttpResponseBase:
    """Ask whether there is something to say of it, and tick a task off."""
    task = next((one for one in state_of(found.case).tasks if one.id == str(task_id)), None)
    if task is None:
        raise NotHere

    def write(answer: NoteGiven, entry: uuid.UUID) -> None:
        data = {"task": str(task_id), **({"note": answer.note} if answer.note else {})}
        append(case_id=found.case.id, entry=NewEntry(Kind.TASK_DONE, data, id=entry), by=found.by)

    form = Form((LongText(name="note", label=_("What came of it?"), is_required=False, rows=3),), NoteGiven)
    asking = Asking(
        page="task done",
        title=_("Tick off a task"),
        form=form,
        write=write,
        button=_("It is done"),
        said=(task.title,),
        why_not=_("This is done already.") if task.done_at else "",
        then=addresses.of_case(found.case.id, "tasks"),
    )
    return ask(request, found, asking)

"""What waits in the directory for those who keep entries and those who decide about them; filled twice, it is once."""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from tideturn.engines.directory.actions import editing, withdrawing
from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.actions.reporting import Fault, answer, report_wrong
from tideturn.engines.directory.models import Service, Source
from tideturn.engines.directory.words import Outcome, Wrong
from tideturn.foundations.access.acting import acting
from tideturn.interfaces.joint.demonstration import staff
from tideturn.interfaces.joint.demonstration.courses import INVENTED
from tideturn.interfaces.joint.demonstration.directory import BY, id_of, said_of
from tideturn.interfaces.joint.demonstration.guard import SEED, check_is_invented
from tideturn.interfaces.joint.demonstration.invented_services import Invented
from tideturn.sources.open_referral.entities import Entity, Kind

SOURCE, TITLE = "northmark-table", f"Table of the Northmark partnership {INVENTED}"
KEPT, ASKED_ABOUT = "Beacon Hill Recovery Team", "Coldwater Recovery Team"
# Far from the numbers of the large invented directory, so that no two services share a phone.
FIRST_NUMBER = 90
TEA, GROUP, WALK, PANTRY = (
    Invented(name, "Harbour Lights", says, ("touchpoint", "someone-to-talk-to", "everyone", "self-referral"),
             where=("Beacon Hill",), hours=(("TU", "10:00", "12:00"),), checked=30)
    for name, says in (
        ("Tea at Ten", "Tea, and somebody who listens."), ("Old Mill Group", "People who stop together."),
        ("Harbour Walk", "A slow walk along the water."), ("Pantry by the Quay", "Something to eat, and no questions."),
    )
)  # fmt: skip


@transaction.atomic
def fill_keeping() -> None:
    """Let a feed have something to bring, a change and a report wait, and services be listed by nobody any more."""
    check_is_invented()
    if not Source.objects.filter(pk=SOURCE).exists():
        Source.objects.create(pk=SOURCE, title=TITLE, licence="Invented.", partnership="northmark")
        _feed()
        _edits()
        _reports()


def _feed() -> None:
    """Let a feed tell three times: of three services, of one of them alone, and of what waits to be brought in."""
    # That nobody ever checked stands first among the entries.
    _tell((TEA, replace(GROUP, checked=None), WALK))
    _tell((TEA,))
    _tell((replace(TEA, says="Tea and soup, and somebody who listens."), PANTRY), is_brought_in=False)
    with acting(staff.acts(staff.PARTNERSHIP, "directory-approver")) as by:
        withdrawing.withdraw(service_id=_service(GROUP.name).pk, because=f"The mill was sold {INVENTED}", by=by)


def _tell(services: Iterable[Invented], *, is_brought_in: bool = True) -> None:
    with acting(BY):
        said = [said_of(number, one) for number, one in enumerate(services, FIRST_NUMBER)]
        entities = [Entity(Kind.SERVICE, one["id"], one, f"line {line}") for line, one in enumerate(said, 1)]
        propose(source_id=SOURCE, name="northmark.csv", entities=entities, form={}, by=BY)
        if is_brought_in:
            apply(source_id=SOURCE, by=BY)


def _edits() -> None:
    """Let whoever keeps an entry have written three changes: approved, waiting, and not sent yet."""
    editor, approver = staff.acts(staff.NORTH, "directory-editor"), staff.acts(staff.PARTNERSHIP, "directory-approver")
    says = (f"{one} {INVENTED}" for one in ("Come as you are.", "Come with whom you like.", "Come when you can."))
    with acting(editor):
        edits = [
            editing.draft(content={"description": one}, why="So people ask", by=editor, service=_service(KEPT))
            for one in says
        ]
        for edit in edits[:2]:
            editing.send(edit_id=edit.pk, by=editor)
    with acting(approver):
        editing.approve(edit_id=edits[0].pk, by=approver)


def _reports() -> None:
    """Let people have found two things wrong, of which one was answered."""
    service = _service(ASKED_ABOUT)
    faults = (
        Fault(Wrong.HOURS, f"It was shut on Monday {INVENTED}"),
        Fault(Wrong.PHONE, f"Nobody answers {INVENTED}"),
    )
    with acting(BY):
        kept = [report_wrong(service=service, fault=one, key=_key(one.wrong), by=BY) for one in faults]
    with acting(staff.acts(staff.NORTH, "directory-editor")) as by:
        words = f"We looked: Monday is a holiday this week {INVENTED}"
        answer(reference=kept[0].reference, outcome=Outcome.RIGHT, words=words, by=by)


def _service(name: str) -> Service:
    return Service.objects.get(pk=id_of(name))


def _key(word: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{SEED}:wrong:{word}")

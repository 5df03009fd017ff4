"""Taking a case a step further on its pathway: one page for each move, with what it asks."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.state import State
from tideturn.interfaces.design.forms import Choice, Form, LongText, Option
from tideturn.interfaces.design.forms.asked_of_pathway import answers_in, field_of, filled_in
from tideturn.interfaces.design.forms.field import Field
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.asking import Asking, ask
from tideturn.interfaces.workspace.pages.opening import case_page
from tideturn.interfaces.workspace.reading import Opened
from tideturn.packs.schema.pathway import Move, Pathway
from tideturn.packs.schema.question import QuestionKind

Filled = Mapping[str, object]


@case_page
def move(request: HttpRequest, found: Opened, move: str) -> HttpResponseBase:
    """Ask what a move needs, and make it; where it cannot be made now, say why."""
    chosen = next((one for one in found.pathway.moves if one.id == move), None)
    if chosen is None:
        raise NotHere
    return ask(request, found, _asking(found, chosen, state_of(found.case)))


def _asking(found: Opened, move: Move, state: State) -> Asking[Filled]:
    pathway, questions = found.pathway, rules.needed(move, found.pathway)
    why_not = rules.why_not(move, state, pathway, found.relations)
    ends = pathway.is_end(move)

    def write(filled: Filled, entry: uuid.UUID) -> None:
        append(case_id=found.case.id, entry=NewEntry(Kind.MOVED, _data(move, filled), id=entry), by=found.by)

    return Asking(
        page=f"move {move.id}",
        title=move.title,
        form=Form((*(field_of(question) for question in questions), *(_closing(move, pathway) if ends else ())), dict),
        write=write,
        button=_("Close the case") if ends else move.title,
        said=(_leads_to(move, pathway), *_not_logged(state, pathway)),
        why_not=why_not,
        values={} if why_not else filled_in(state.answers, questions),
    )


def _leads_to(move: Move, pathway: Pathway) -> str:
    stage = pathway.stage(move.to)
    return _("The case goes on to “%(stage)s”. %(words)s") % {"stage": stage.title, "words": stage.words}


def _not_logged(state: State, pathway: Pathway) -> tuple[str, ...]:
    """Say that a step away from reaching out is no contact, lest a clock that waits for one runs on unseen."""
    if state.first_contact_at or not pathway.stage(state.stage).asks_contact:
        return ()
    return (_("No contact is written down yet. If somebody spoke with the person, log it too, or its clock runs on."),)


def _data(move: Move, filled: Filled) -> dict[str, object]:
    said = {name: str(filled[name]) for name in ("outcome", "reason", "note") if filled.get(name)}
    answers = answers_in(filled)
    return {"move": move.id, **({"answers": answers} if answers else {}), **said}


def _closing(move: Move, pathway: Pathway) -> tuple[Field, ...]:
    """Return what every closing asks; a note only where no question of the last stage asks for one."""
    outcomes = [outcome for outcome in pathway.outcomes if outcome.id in rules.outcomes_of(move, pathway)]
    asked = (
        Choice(
            name="outcome",
            label=_("How did it end for the person?"),
            options=tuple(Option(outcome.id, outcome.title, outcome.words) for outcome in outcomes),
        ),
        Choice(
            name="reason",
            label=_("Why is the case closed?"),
            options=tuple(Option(reason.id, reason.title) for reason in pathway.closure_reasons),
        ),
    )
    asks_for_words = any(
        question.stage == move.to and question.kind is QuestionKind.LONG_TEXT
        for question in rules.needed(move, pathway)
    )
    note = LongText(name="note", label=_("What should the next person who meets them know?"), is_required=False)
    return asked if asks_for_words else (*asked, note)

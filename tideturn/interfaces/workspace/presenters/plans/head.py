"""What stands at the head of a page about one commitment: what it is, how it stands, and who said what last."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.models import AreaDelivery, Organisation, Position
from tideturn.engines.plans.words import is_promised
from tideturn.interfaces.design.area_names import area_name
from tideturn.interfaces.workspace.presenters.plans import labels
from tideturn.interfaces.workspace.presenters.times import day_words


@dataclass(frozen=True)
class LastWords:
    """What a body said last time."""

    status: str
    note: str
    said: str


@dataclass(frozen=True)
class Head:
    """A commitment, as somebody at work needs to see it."""

    plan: str
    local_id: str
    title: str
    public: str
    owners: str
    owner_links: tuple[tuple[str, str], ...]
    due: str
    first_due: str
    heard: str
    answer: str
    status: str
    verdict: str
    condition: str
    speaker: str
    last: LastWords | None


def head_of(
    commitment: Any, body: Organisation | None = None, area: str = "", last: Position | AreaDelivery | None = None
) -> Head:
    """Return the head of a page about a commitment as it stands today."""
    owners = commitment.owners
    is_moved = commitment.due_date and commitment.current_due_date != commitment.due_date
    return Head(
        plan=commitment.plan.short_title,
        local_id=commitment.local_id,
        title=commitment.title,
        public=commitment.get_absolute_url(),
        owners=", ".join(owner.name for owner in owners) or _("Nobody is named"),
        owner_links=tuple((owner.name, f"/owners/{owner.pk}/") for owner in owners),
        due=labels.due_words(commitment),
        first_due=_("First due %(day)s") % {"day": day_words(commitment.due_date)} if is_moved else "",
        heard=labels.heard_words(commitment.last_heard_on),
        answer=labels.answer_words(commitment.acceptance_value, promised=is_promised(commitment)),
        status=labels.status_words(commitment.status_value),
        verdict=labels.verdict_words(commitment.verdict_value),
        condition=commitment.current_condition,
        speaker=area_name(area) if area else (body.name if body else ""),
        last=last_words(last),
    )


def last_words(said: Position | AreaDelivery | None) -> LastWords | None:
    """Return what was said last time, or nothing where nothing was."""
    if said is None:
        return None
    words = _("%(day)s: %(source)s") % {"day": day_words(said.stated_on), "source": said.source}
    return LastWords(labels.status_words(said.status), said.note, words)

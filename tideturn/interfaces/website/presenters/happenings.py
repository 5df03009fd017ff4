"""What changed in the register, in words: what happened to which commitment, what it says now, and when it was said."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans.happenings import Happening
from tideturn.engines.plans.models import Commitment
from tideturn.interfaces.design.area_names import area_name
from tideturn.interfaces.design.moment import Moment, in_words
from tideturn.interfaces.website.presenters import labels

# Names of happenings are made from this one, and so are the same wherever a copy is served from.
NAMES = uuid.UUID("b7f0a2de-5f0b-4c1e-9d53-6a2a6a6f3c11")


@dataclass(frozen=True)
class HappeningLine:
    """One thing that changed."""

    id: str
    at: datetime
    day: str
    words: str
    detail: str
    title: str
    href: str
    plan: str


def happening_lines(found: Iterable[Happening], moment: Moment) -> tuple[HappeningLine, ...]:
    """Return what changed in words, in the order given."""
    return tuple(_line(one, moment) for one in found)


def _line(one: Happening, moment: Moment) -> HappeningLine:
    words, detail = words_of(one)
    subject = one.commitment or one.plan
    path = one.commitment.get_absolute_url() if one.commitment else f"/plans/{one.plan.pk}/" if one.plan else "/plans/"
    return HappeningLine(
        id=uuid.uuid5(NAMES, f"{one.concerns}/{one.number}/{one.at.isoformat()}").urn,
        at=one.at,
        day=in_words(timezone.localtime(one.at).date()),
        words=words,
        detail=detail,
        title=str(subject) if subject else "",
        href=moment.link(path),
        plan=one.plan.short_title if one.plan and one.commitment else "",
    )


def words_of(one: Happening) -> tuple[str, str]:
    """Return what happened in a few words, and what is said now."""
    tell = {
        "Plan": _plan, "Document": _document, "Commitment": _commitment, "Position": _position, "Acceptance": _answer,
        "Response": _response, "Verdict": _verdict, "DueDateRevision": _later_date, "Money": _money,
        "AreaDelivery": _area, "Condition": _condition, "Correction": _correction, "Link": _link,
    }[one.concerns]  # fmt: skip
    if one.did == "delete" and one.concerns != "Link":
        return _("%(what)s was taken back") % {"what": NOUNS[one.concerns]()}, ""
    words, detail = tell(one)
    if one.did == "update" and one.concerns not in ("Plan", "Commitment"):
        words = _("%(what)s was corrected") % {"what": NOUNS[one.concerns]()}
    return words, detail


NOUNS = {
    "Plan": lambda: _("A plan"),
    "Document": lambda: _("A document"),
    "Commitment": lambda: _("A commitment"),
    "Position": lambda: _("A position"),
    "Acceptance": lambda: _("An answer"),
    "Response": lambda: _("A reply"),
    "Verdict": lambda: _("A verdict"),
    "DueDateRevision": lambda: _("A later date"),
    "Money": lambda: _("A sum of money"),
    "AreaDelivery": lambda: _("An area’s position"),
    "Condition": lambda: _("A condition"),
    "Correction": lambda: _("A correction"),
}


def _plan(one: Happening) -> tuple[str, str]:
    published = _("Published %(when)s.") % {"when": in_words(one.says.published, one.says.published_precision)}
    if one.did == "update":
        return _("The plan’s own record changed"), _fields(one)
    count = Commitment.objects.filter(plan=one.says.pgh_obj_id).count()
    held = ngettext(
        "It holds %(count)s thing asked or promised.", "It holds %(count)s things asked or promised.", count
    ) % {"count": count}
    return _("A plan came into the register"), f"{published} {held}"


def _document(one: Happening) -> tuple[str, str]:
    return _("A document of the plan was added"), one.says.title


def _commitment(one: Happening) -> tuple[str, str]:
    if one.did == "insert":
        return _("It was added to the plan"), ""
    return _("Our record of it changed"), _fields(one)


def _fields(one: Happening) -> str:
    names = ", ".join(name.removesuffix("_id").replace("_", " ") for name in one.fields)
    return _("What changed: %(fields)s.") % {"fields": names or _("nothing a reader sees")}


def _position(one: Happening) -> tuple[str, str]:
    status = labels.status_label(one.says.status) if one.says.status else _("A note, without a status")
    return _("Reported: %(status)s") % {"status": status}, _said(one.says.stated_on, one.says.note)


def _answer(one: Happening) -> tuple[str, str]:
    answer = labels.acceptance_label(one.says.value)
    return _("Answered: %(answer)s") % {"answer": answer}, _said(one.says.stated_on, one.says.reason)


def _response(one: Happening) -> tuple[str, str]:
    return _("Replied to"), _said(one.says.stated_on, one.says.summary)


def _verdict(one: Happening) -> tuple[str, str]:
    verdict = labels.verdict_label(one.says.value)
    return _("Checked: %(verdict)s") % {"verdict": verdict}, _said(one.says.stated_on, one.says.reason)


def _later_date(one: Happening) -> tuple[str, str]:
    before = _due_before(one.commitment, one.says)
    due = in_words(one.says.due_date)
    if before is None:
        words = _("It was given a date: %(due)s") % {"due": due}
    elif one.says.due_date > before:
        words = _("Postponed from %(before)s to %(due)s") % {"before": in_words(before), "due": due}
    else:
        words = _("Brought forward from %(before)s to %(due)s") % {"before": in_words(before), "due": due}
    return words, _said(one.says.decided_on, one.says.reason)


def _due_before(commitment: Commitment | None, revision: Any) -> date | None:
    if commitment is None:
        return None
    earlier = commitment.due_date_revisions.filter(decided_on__lt=revision.decided_on).order_by("-decided_on").first()
    return earlier.due_date if earlier else commitment.due_date


def _money(one: Happening) -> tuple[str, str]:
    return _("A sum of money was added: %(sum)s") % {"sum": one.says.as_written}, one.says.purpose


def _area(one: Happening) -> tuple[str, str]:
    words = _("Reported for %(area)s: %(status)s") % {
        "area": area_name(one.says.area_code),
        "status": labels.status_label(one.says.status),
    }
    return words, _said(one.says.stated_on, one.says.note)


def _condition(one: Happening) -> tuple[str, str]:
    words = _("A condition was named: %(words)s") % {"words": one.says.words}
    return words if one.says.words else _("No condition holds any more"), _said(one.says.stated_on, "")


def _correction(one: Happening) -> tuple[str, str]:
    return _("Corrected: %(fields)s") % {"fields": labels.corrected_words(one.says.fields)}, one.says.reason


def _link(one: Happening) -> tuple[str, str]:
    earlier = Commitment.objects.select_related("plan").filter(pk=one.says.earlier_id).first()
    what = f"{earlier} ({earlier.plan.short_title})" if earlier else _("a commitment that is gone")
    named = {"relation": one.says.get_relation_display(), "earlier": what}
    if one.did == "delete":
        return _("A link was taken back: it %(relation)s %(earlier)s") % named, ""
    return _("A link was drawn: it %(relation)s %(earlier)s") % named, one.says.why


def _said(day: date | None, words: str) -> str:
    said = _("Said on %(day)s.") % {"day": in_words(day)} if day else ""
    return f"{said} {words}".strip()


def since_words(since: date | None, moment: Moment) -> str:
    """Return which days a list is of."""
    if since is None:
        return _("Everything recorded up to %(day)s, the latest first.") % {"day": moment.words}
    return _("What was recorded from %(since)s to %(day)s, the latest first.") % {
        "since": in_words(since),
        "day": moment.words,
    }


def lately_words(count: int, since: date, moment: Moment) -> str:
    """Return how much was recorded in the days up to the moment."""
    words = ngettext(
        "From %(since)s to %(day)s, one thing was recorded here: a plan, a position, an answer, a verdict.",
        "From %(since)s to %(day)s, %(count)s things were recorded here: plans, positions, answers, verdicts.",
        count,
    )
    return words % {"since": in_words(since), "day": moment.words, "count": count}

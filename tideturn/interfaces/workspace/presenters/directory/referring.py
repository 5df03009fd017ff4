"""The form by which somebody at work refers a person to a service, and how what was sent stands, in words."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms import Answers, Choice, Form, LongText, Option, Text, YesNo
from tideturn.interfaces.design.forms.asked_of_pathway import answers_in, field_of, first_questions
from tideturn.interfaces.joint.referring.sending import Agreed, Telling, Who
from tideturn.interfaces.joint.referring.standing import Shown
from tideturn.interfaces.joint.referring.steps import step_words
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.packs.schema.pathway import Pathway

AGREED, NOT_AGREED = "agreed", "not-agreed"


@dataclass(frozen=True)
class Referring:
    """What was filled in: what is asked for, and what the person said to it."""

    telling: Telling
    agreed: Agreed


@dataclass(frozen=True)
class SentRow:
    """A referral that was sent, as a list or its page shows it."""

    href: str
    reference: str
    service: str
    service_id: uuid.UUID
    sent: str
    step: str
    words: str
    since: str
    outcome: str
    told: tuple[str, ...]
    is_told: bool
    own_reference: str
    sent_by: str


def form_of_code() -> Form[str]:
    """Return the question by which somebody comes from the code of a service to its referral."""
    return Form((Text(name="code", label=_("Code of the service"), at_most=60, width=20),), lambda code: code)


def form_of(pathway: Pathway) -> Form[Referring]:
    """Return the questions, with those that the pathway asks first."""
    asked = (field_of(one, is_required=one.required) for one in first_questions(pathway))
    return Form((*_who(), *asked, _why(), *_agreement()), _referring)


def unreachable(posted: Answers) -> dict[str, str]:
    """Return what to say where it is not said how the person is reached."""
    if posted.one("phone") or posted.one("reach"):
        return {}
    return {"phone": _("Write a phone number here, or in the next box how the person can be reached.")}


def sent_rows(shown: Iterable[Shown], now: datetime) -> tuple[SentRow, ...]:
    """Return referrals that were sent, in their order."""
    return tuple(sent_row(one, now) for one in shown)


def sent_row(shown: Shown, now: datetime) -> SentRow:
    """Return one of them."""
    step, words = step_words(shown.step)
    return SentRow(
        href=reverse("directory-referral", kwargs={"asked_id": shown.report_id}),
        reference=shown.reference,
        service=shown.service_name,
        service_id=shown.service,
        sent=moment_words(shown.sent_at, now),
        step=step,
        words=shown.words or words,
        since=moment_words(shown.since, now),
        outcome=shown.outcome,
        told=shown.told,
        is_told=shown.is_told,
        own_reference=shown.own_reference,
        sent_by=shown.sent_by,
    )


def _referring(given_name: str, family_name: str, phone: str, reach: str, why: str, **rest: object) -> Referring:
    agreed = Agreed(
        has_agreed=rest["agreed"] == AGREED,
        is_told=bool(rest["told"]),
        own_reference=str(rest["own_reference"]),
    )
    return Referring(Telling(Who(given_name, family_name, phone, reach), answers_in(rest), why), agreed)


def _who() -> tuple[Text, ...]:
    return (
        Text(name="given_name", label=_("Given name, or what they are called"), at_most=100),
        Text(name="family_name", label=_("Family name"), is_required=False, at_most=100),
        Text(name="phone", label=_("Phone"), is_required=False, at_most=40, kind="tel", inputmode="tel", width=20),
        LongText(name="reach", label=_("How can they be reached safely?"), is_required=False, at_most=1_000, rows=3),
    )


def _why() -> LongText:
    return LongText(
        name="why",
        label=_("Why do you refer them?"),
        hint=_("What the service needs to know to begin, and no more. The person may read it."),
        at_most=2_000,
    )


def _agreement() -> tuple[Choice | Text, ...]:
    return (
        Choice(
            name="agreed",
            label=_("Has the person agreed to be referred to this service?"),
            options=(Option(AGREED, _("Yes, they agreed")), Option(NOT_AGREED, _("No, or they were not asked"))),
            missing=_("Say whether the person agreed."),
        ),
        YesNo(
            name="told",
            label=_("Do they want you to be told what came of it?"),
            hint=_("If not, you are told that the service answered, and nothing more."),
            missing=_("Say whether the person wants you to be told."),
        ),
        Text(
            name="own_reference", label=_("Your own number for the person"), is_required=False,
            hint=_("By it you know the referral in your list. The service sees it too."),
        ),
    )  # fmt: skip

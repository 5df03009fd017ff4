"""The questions by which somebody asks a service for help, and how their asking stands, in words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms import Answers, Form, LongText, Text
from tideturn.interfaces.design.forms.asked_of_pathway import answers_in, field_of, first_questions
from tideturn.interfaces.design.moment import in_words
from tideturn.interfaces.joint.referring.sending import Telling, Who
from tideturn.interfaces.joint.referring.standing import Shown
from tideturn.interfaces.joint.referring.steps import step_words
from tideturn.interfaces.website.presenters.self_referral import phone_number
from tideturn.packs.schema.pathway import Pathway

# People do not see this field, and programs that fill in every field do.
TRAP = "website"
# Which question holds each part of a person.
QUESTIONS = {"given_name": "name", "phone": "phone"}


@dataclass(frozen=True)
class Holding:
    """What somebody shows who comes back: the reference, and the code that they alone were given."""

    reference: str
    code: str


@dataclass(frozen=True)
class StandingWords:
    """How an asking stands, in words; of whom it tells nothing."""

    service: str
    asked_on: str
    step: str
    words: str
    since: str
    outcome: str
    told: tuple[str, ...]


def form(pathway: Pathway) -> Form[Telling]:
    """Return the questions, with those that the pathway asks first; only how to reach the person must be answered."""
    asked = (field_of(one, is_required=one.required) for one in first_questions(pathway))
    return Form((_name(), phone_number(), _reach(), *asked, _more()), _telling)


def unreachable(posted: Answers) -> dict[str, str]:
    """Return what to say to somebody who has not said how they are reached."""
    if posted.one("phone") or posted.one("reach"):
        return {}
    return {"phone": _("Write a phone number here, or in the next box how they can reach you.")}


def form_of_holding() -> Form[Holding]:
    """Return what is asked of somebody who comes back."""
    return Form(
        (
            Text(name="reference", label=_("Reference"), at_most=40, width=20),
            Text(name="code", label=_("Your code"), at_most=40, width=20, hint=_("With or without hyphens.")),
        ),
        Holding,
    )  # fmt: skip


def standing_words(shown: Shown) -> StandingWords:
    """Return how an asking stands, in words."""
    step, words = step_words(shown.step)
    return StandingWords(
        service=shown.service_name,
        asked_on=in_words(timezone.localdate(shown.sent_at)),
        step=step,
        words=shown.words or words,
        since=in_words(timezone.localdate(shown.since)),
        outcome=shown.outcome,
        told=shown.told,
    )


def _telling(name: str, phone: str, reach: str, more: str, **answers: object) -> Telling:
    return Telling(Who(name=name, phone=phone, reach=reach), answers_in(answers), more)


def _name() -> Text:
    return Text(
        name="name", label=_("What shall they call you?"), is_required=False, at_most=100,
        hint=_("It need not be your real name."),
    )  # fmt: skip


def _reach() -> LongText:
    return LongText(
        name="reach",
        label=_("How can they reach you safely?"),
        hint=_("For example: text first; not at home; write to my e-mail; ask for me at the chemist."),
        is_required=False,
        at_most=1_000,
        rows=3,
    )


def _more() -> LongText:
    return LongText(
        name="more", label=_("Is there anything else you want them to know?"), is_required=False, at_most=2_000, rows=4
    )

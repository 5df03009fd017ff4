"""The questions of the page on which people tell of their own overdose: few, and only one must be answered."""

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms import Choice, Form, LongText, Option, Text
from tideturn.interfaces.design.forms.answers import Answers
from tideturn.interfaces.joint.intake.self_referral import Telling, When
from tideturn.packs.areas import load_areas

YES, NO = "yes", "no"
# People do not see this field, and programs that fill in every field do.
TRAP = "website"


def form() -> Form[Telling]:
    """Return the questions, with the areas of the country."""
    return Form((_contact(), _name(), phone_number(), _reach(), _area(), _when(), _more()), _telling)


def unreachable(posted: Answers) -> dict[str, str]:
    """Return what to say to somebody who wants to be contacted and has not said how."""
    says_how = posted.one("phone") or posted.one("reach")
    if posted.one("contact") == YES and not says_how:
        return {"phone": _("Write a phone number here, or in the next box how we can find you.")}
    return {}


def _telling(contact: str, **said: str) -> Telling:
    return Telling(may_contact=contact == YES, **said)


def _contact() -> Choice:
    return Choice(
        name="contact",
        label=_("May we contact you?"),
        options=(
            Option(YES, _("Yes, please contact me")),
            Option(
                NO,
                _("No, I do not want to be contacted"),
                hint=_(
                    "Then nobody will look for you because of this form. A team still reads it, to see whether "
                    "something in the area is putting people in danger. You can change your mind at any time."
                ),
            ),
        ),
        missing=_("Say whether we may contact you."),
    )


def _name() -> Text:
    return Text(
        name="name", label=_("What shall we call you?"), is_required=False, at_most=100,
        hint=_("It need not be your real name."),
    )  # fmt: skip


def phone_number() -> Text:
    """Return the question for a telephone number, which every form by which somebody is reached asks alike."""
    return Text(
        name="phone", label=_("Phone number"), is_required=False, at_most=40, kind="tel", inputmode="tel", width=20
    )


def _reach() -> LongText:
    return LongText(
        name="reach",
        label=_("How and when is it safe to reach you?"),
        hint=_("For example: text first; not at home; mornings; ask for me at the chemist."),
        is_required=False,
        at_most=1_000,
        rows=3,
    )


def _area() -> Choice:
    areas = sorted(load_areas().areas, key=lambda area: area.name)
    return Choice(
        name="area",
        label=_("Where are you living or staying?"),
        options=tuple(Option(area.code, area.name) for area in areas),
        is_dropped_down=True,
        nothing=_("I would rather not say"),
        is_required=False,
    )


def _when() -> Choice:
    words = {
        When.TODAY: _("Today"),
        When.YESTERDAY: _("Yesterday"),
        When.THIS_WEEK: _("In the last week"),
        When.LONGER_AGO: _("Longer ago"),
    }
    options = tuple(Option(when.value, label) for when, label in words.items())
    return Choice(name="when", label=_("When was the overdose?"), options=options, is_required=False)


def _more() -> LongText:
    return LongText(
        name="more", label=_("Is there anything else you want us to know?"), is_required=False, at_most=2_000, rows=4
    )

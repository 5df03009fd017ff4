"""Who a case is about and how to reach them, as a page tells it."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.people.record.queries import Identity
from tideturn.interfaces.design.moment import in_words
from tideturn.interfaces.workspace.presenters.rows import name_of

# What a phone can dial: digits, and a plus before them.
NOT_DIALLED = re.compile(r"[^\d+]")


@dataclass(frozen=True)
class Who:
    """A person as a case page tells of them; `facts` are pairs of a label and what is known."""

    name: str
    phone: str
    phone_href: str
    facts: tuple[tuple[str, str], ...]
    told_differently: str


def who_of(identity: Identity | None) -> Who:
    """Return who a case is about; of somebody nobody knows, that nobody does."""
    if identity is None:
        return Who(name_of(None), "", "", (), "")
    details = identity.details
    facts = (
        (_("Born"), birth_words(details.birth_date)),
        (_("Address"), details.address or ""),
        (_("Sex"), details.sex or ""),
        (_("CHI number"), details.chi or _chi_as_given(details.chi_as_given, details.chi_reason)),
    )
    return Who(
        name=name_of(identity),
        phone=details.phone or "",
        phone_href=dialled(details.phone or ""),
        facts=tuple((label, value) for label, value in facts if value),
        told_differently=_differently(identity.told_differently),
    )


def dialled(phone: str) -> str:
    """Return the address that calls a number, or nothing where too little of it can be dialled."""
    number = NOT_DIALLED.sub("", phone.split("/")[0])
    number = number[:1] + number[1:].replace("+", "")
    return f"tel:{number}" if len(number) >= 5 else ""


def birth_words(born: date | None) -> str:
    """Return a date of birth with the age today."""
    if born is None:
        return ""
    today = timezone.localdate()
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return f"{in_words(born)} ({ngettext('%(age)s year', '%(age)s years', age) % {'age': age}})"


def _chi_as_given(given: str | None, reason: str | None) -> str:
    return f"{given} – {reason}" if given else ""


def _differently(fields: tuple[str, ...]) -> str:
    if not fields:
        return ""
    words = {
        "chi": _("CHI number"),
        "given_name": _("first name"),
        "family_name": _("last name"),
        "birth_date": _("date of birth"),
        "sex": _("sex"),
    }
    listed = ", ".join(words.get(field, field) for field in fields)
    return _("Reports differ about: %(fields)s. The latest is shown; ask the person.") % {"fields": listed}

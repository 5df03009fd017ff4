"""What a reader asks of the register, read from an address and checked; and the form that asks it."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.words import AcceptanceValue, Kind, Status
from tideturn.interfaces.website.errors import AskedBadly
from tideturn.interfaces.website.presenters import labels
from tideturn.methods.promises.standing import ANSWERED_YES, Timing

if TYPE_CHECKING:
    from tideturn.engines.plans.register import CommitmentQuerySet

LONGEST_WORDS = 200
YES = "yes"
NO_STATUS = "none"

Choices = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What was asked for; an empty value asks for everything."""

    q: str = ""
    plan: str = ""
    owner: str = ""
    kind: str = ""
    acceptance: str = ""
    status: str = ""
    timing: str = ""
    silent: str = ""
    checked: str = ""
    section: str = ""

    def parameters(self) -> dict[str, str]:
        """Return what was asked as the parameters of an address."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Field:
    """One choice of the form."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def choices(plans: Iterable[Any], owners: Iterable[Any], sections: Iterable[Any] = ()) -> dict[str, Choices]:
    """Return what may be asked in each field, with the words for it."""
    return {
        "plan": {plan.id: plan.short_title for plan in plans},
        "owner": {owner.id: owner.name for owner in sorted(owners, key=lambda owner: owner.name.casefold())},
        "kind": {kind.value: str(kind.label) for kind in Kind},
        "acceptance": {YES: _("Accepted, in full or in part")} | {v.value: str(v.label) for v in AcceptanceValue},
        "status": {v.value: str(v.label) for v in Status} | {NO_STATUS: _("No status held")},
        "timing": {timing.value: labels.timing_label(timing) for timing in Timing},
        "silent": {YES: _("Nothing heard since it was made"), "no": _("Heard of since")},
        "section": {section.slug: section.title for section in sections},
        "checked": {YES: _("Checked by someone else"), "claimed": _("Reported complete, not checked")},
    }


def asked(parameters: Mapping[str, str], offered: Mapping[str, Choices]) -> Asked:
    """Return what an address asks for, or raise AskedBadly with what may be asked."""
    given = {name: parameters.get(name, "").strip() for name in offered}
    for name, value in given.items():
        if value and value not in offered[name]:
            raise AskedBadly(_unknown(name, value, offered[name]))
    return Asked(q=plain_words(parameters.get("q", "")), **given)


def _unknown(name: str, value: str, offered: Choices) -> str:
    listed = ", ".join(list(offered)[:12])
    return _("“%(value)s” is not something that “%(name)s” can be. It can be: %(listed)s.") % {
        "value": value[:40],
        "name": name,
        "listed": listed,
    }


def plain_words(written: str) -> str:
    """Return words to search for: without accents, control characters and more than a sentence."""
    decomposed = unicodedata.normalize("NFKD", written[: LONGEST_WORDS * 4])
    kept = (
        " " if unicodedata.category(c).startswith(("C", "Z")) else c for c in decomposed if not unicodedata.combining(c)
    )
    return " ".join("".join(kept).split())[:LONGEST_WORDS]


def found(what: Asked, on: date) -> "CommitmentQuerySet":
    """Return the commitments asked for, as they stood on a day."""
    filters = queries.RegisterFilters(
        plan=what.plan or None,
        owner=what.owner or None,
        kind=what.kind or None,
        acceptance=what.acceptance if what.acceptance not in ("", YES) else None,
        status=what.status if what.status not in ("", NO_STATUS) else None,
        silent={YES: True, "no": False}.get(what.silent),
        unverified=True if what.checked == "claimed" else None,
        words=what.q,
    )
    return queries.register(on, filters).filter(**_beyond(what))


def narrowed_to(what: Asked, fixed: Mapping[str, str]) -> Asked:
    """Return what was asked, held to what a page is about."""
    return replace(what, **fixed)


def _beyond(what: Asked) -> dict[str, Any]:
    """Return the conditions that the register's own filters do not know."""
    wanted: dict[str, Any] = {}
    if what.acceptance == YES:
        wanted["acceptance_value__in"] = sorted(ANSWERED_YES)
    if what.status == NO_STATUS:
        wanted["status_value"] = ""
    if what.timing:
        wanted["timing"] = what.timing
    if what.section:
        wanted["section__slug"] = what.section
    if what.checked == YES:
        wanted["verdict_value__gt"] = ""
    return wanted


def form(what: Asked, offered: Mapping[str, Choices]) -> tuple[Field, ...]:
    """Return the fields of the form, each with what was asked already chosen."""
    return tuple(_field(name, offered[name], getattr(what, name)) for name in offered)


def _field(name: str, offered: Choices, chosen: str) -> Field:
    any_of = (("", _("Any"), not chosen),)
    return Field(name, _field_label(name), any_of + tuple((v, label, v == chosen) for v, label in offered.items()))


def _field_label(name: str) -> str:
    return {
        "plan": _("Plan"),
        "owner": _("Who answers for it"),
        "kind": _("What the plan calls it"),
        "acceptance": _("Answer"),
        "status": _("How far, as reported"),
        "timing": _("Against its date"),
        "silent": _("Heard of"),
        "checked": _("Checked"),
        "section": _("Section"),
    }[name]


def narrowed_words(what: Asked, offered: Mapping[str, Choices]) -> tuple[str, ...]:
    """Return what the list was narrowed to, in words: “Plan: Changing Lives”."""
    given = what.parameters()
    return tuple(f"{_field_label(name)}: {offered[name][value]}" for name, value in given.items() if name in offered)

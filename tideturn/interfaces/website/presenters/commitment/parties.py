"""Who asked, who promised and who answers, and what each of them is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import Role, is_promised
from tideturn.interfaces.design.moment import Moment, in_words


@dataclass(frozen=True)
class PartyWords:
    """One body, class of bodies or post that a commitment names."""

    name: str
    href: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PartyGroup:
    """Everyone a commitment names in one role."""

    role: str
    parties: tuple[PartyWords, ...]
    nobody: str = ""


def party_groups(commitment: Any, successions: Iterable[Any], moment: Moment) -> tuple[PartyGroup, ...]:
    """Return who asked or promised, of whom it is asked, who answers for it, and who else is named."""
    heirs: dict[str, list[Any]] = {}
    for succession in successions:
        heirs.setdefault(succession.predecessor_id, []).append(succession)
    parties = list(commitment.parties.all())
    groups = []
    for role, label, nobody in _roles(commitment):
        named = tuple(_party(party, heirs, moment) for party in parties if party.role == role)
        if named or nobody:
            groups.append(PartyGroup(label, named, "" if named else nobody))
    return tuple(groups)


def _roles(commitment: Any) -> tuple[tuple[Role, str, str], ...]:
    made = _("Who promised") if is_promised(commitment) else _("Who asked")
    return (
        (Role.MADE_BY, made, ""),
        (Role.ASKED_OF, _("Of whom it is asked"), ""),
        (Role.OWNER, _("Who answers for it"), _("Nobody is named. The sentence does not say who is to act.")),
        (Role.OTHER, _("Also named"), ""),
    )


def _party(party: Any, heirs: dict[str, list[Any]], moment: Moment) -> PartyWords:
    organisation = party.organisation
    return PartyWords(
        name=organisation.name,
        href=moment.link(f"/owners/{organisation.id}/"),
        notes=organisation_notes(organisation, heirs.get(organisation.id, ()), moment),
    )


def organisation_notes(organisation: Any, successions: Iterable[Any], moment: Moment) -> tuple[str, ...]:
    """Return what a reader must know of an organisation: a class, a post that is not there yet, a body that ended."""
    notes = []
    if organisation.is_generic:
        notes.append(_("a class of bodies, not one body"))
    if organisation.is_proposed:
        notes.append(_("a post or body that does not exist yet"))
    if organisation.exists_until and organisation.exists_until < moment.day:
        notes.append(_("ended on %(day)s") % {"day": in_words(organisation.exists_until)})
    notes += [
        _("its work passed to %(heir)s on %(day)s") % {"heir": item.successor.name, "day": in_words(item.on)}
        for item in successions
        if item.on <= moment.day
    ]
    return tuple(notes)

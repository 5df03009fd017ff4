"""How the verbs of `access` write: as set-up, audited in the same transaction, refused in one sentence."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.refusal import Refusal

if TYPE_CHECKING:
    from tideturn.foundations.access.acting import Actor
    from tideturn.foundations.access.models import Agency, Team


@contextmanager
def setting_up() -> Iterator["Actor"]:
    """Open a transaction in which set-up acts; what cannot be done ends the command with a sentence."""
    open_register()
    from tideturn.foundations.access.acting import acting, system_actor
    from tideturn.foundations.access.errors import AccessError
    from tideturn.foundations.sharing.errors import SharingError

    try:
        with acting(system_actor("set-up")) as actor:
            yield actor
    except (AccessError, SharingError) as error:
        raise Refusal(str(error)) from None


def written_down(actor: "Actor", action: str, of: str, /, **detail: object) -> None:
    """Write into the audit what set-up did; never a secret."""
    from tideturn.foundations.audit.actions import record

    record(actor=actor, action=action, kind=of, subject=None, detail=detail)


def current_areas(codes: Sequence[str]) -> tuple[str, ...]:
    """Return the present codes of areas, for any they ever had; end with a sentence for one that is none."""
    from tideturn.packs.areas import load_areas
    from tideturn.packs.errors import PackError

    try:
        return tuple(load_areas().current_code(code) for code in codes)
    except PackError as error:
        raise Refusal(str(error)) from None


def agency_of(agency_id: str) -> "Agency":
    """Return an agency; raise AgencyUnknown."""
    from tideturn.foundations.access.errors import AgencyUnknown
    from tideturn.foundations.access.models import Agency

    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise AgencyUnknown(agency_id)
    return agency


def team_of(agency: "Agency", name: str | None) -> "Team | None":
    """Return the team of an agency by its name; the only one it has where none is said, else None."""
    from tideturn.foundations.access.errors import TeamUnknown

    teams = list(agency.teams.order_by("created_at")[:2])
    if name is None:
        return teams[0] if len(teams) == 1 else None
    team = agency.teams.filter(name__iexact=name).first()
    if team is None:
        raise TeamUnknown(name, agency.pk)
    return team

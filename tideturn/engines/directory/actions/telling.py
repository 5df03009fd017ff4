"""Tell people of the directory, by messages of fixed words."""

from tideturn.engines.directory.models import Edit
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.staff import holders_of
from tideturn.foundations.access.words import NATIONAL
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.words import Kind

# Whoever proposes a change may not know who decides about it: only the outbox does.
POST_ROOM = "delivery"
EDIT_PAGE = "/workspace/directory/changes/{edit}/"


def tell_proposer(edit: Edit) -> None:
    """Tell whoever proposed a change that it was decided about."""
    delivery.tell(
        user=edit.proposer,
        kind=Kind.CHANGE_DECIDED,
        link=EDIT_PAGE.format(edit=edit.pk),
        dedupe_key=f"directory-change:{edit.pk}:{edit.state}",
        agency=edit.agency_id,
    )


def tell_deciders(edit: Edit) -> None:
    """Tell everybody who may bring a change in, once; where its areas have nobody, those of the whole country."""
    with acting(system_actor(POST_ROOM)):
        here = holders_of(Permission.DIRECTORY_APPROVE, areas=edit.areas)
        deciding = here or [one for one in holders_of(Permission.DIRECTORY_APPROVE) if one.agency_id == NATIONAL]
        # Whoever wrote it for a partnership knows of it, and may bring it in at once.
        told = [one for one in deciding if one.user_id != edit.proposer_id]
        link, key = EDIT_PAGE.format(edit=edit.pk), f"directory-change-waits:{edit.pk}"
        delivery.enqueue_each(delivery.letters_to(told, Kind.CHANGE_WAITS, link, key))

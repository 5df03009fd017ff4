"""Tell people of the directory, by messages of fixed words."""

from tideturn.engines.directory.models import Edit
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Membership
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.staff import holders_of
from tideturn.foundations.access.words import NATIONAL
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.words import Channel, Kind

# Whoever proposes a change may not know who decides about it: only the outbox does.
POST_ROOM = "delivery"
EDIT_PAGE = "/workspace/directory/changes/{edit}/"


def tell_proposer(edit: Edit) -> None:
    """Tell whoever proposed a change that it was decided about."""
    if edit.proposer is None or not edit.proposer.email:
        return
    delivery.enqueue(
        channel=Channel.EMAIL,
        recipient=edit.proposer.email,
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
        told = {one.user.email: one for one in deciding if one.user.email and one.user_id != edit.proposer_id}
        delivery.enqueue_each([_of_change(edit, one) for one in told.values()])


def _of_change(edit: Edit, to: Membership) -> delivery.Letter:
    key = f"directory-change-waits:{edit.pk}:{to.user_id}"
    link = EDIT_PAGE.format(edit=edit.pk)
    return delivery.Letter(Channel.EMAIL, to.user.email, Kind.CHANGE_WAITS, link, key, agency=to.agency_id)

"""Tell people of the directory, by messages of fixed words."""

from tideturn.engines.directory.models import Edit
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.words import Channel, Kind

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

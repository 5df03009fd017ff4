"""Tell people of the register, by messages of fixed words."""

from tideturn.engines.plans.models import Challenge, Statement, Upload, Voice
from tideturn.engines.plans.words import Role
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Membership
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.access.staff import holders_of
from tideturn.foundations.access.words import NATIONAL
from tideturn.foundations.delivery import actions as delivery
from tideturn.foundations.delivery.words import Kind

# Whoever writes may not know who publishes: only the outbox does.
POST_ROOM = "delivery"
CHALLENGE_PAGE = "/workspace/plans/questions/{challenge}/"
UPLOAD_PAGE = "/workspace/plans/tables/{upload}/"
STATEMENT_PAGE = "/workspace/plans/statements/{statement}/"


def tell_publishers(statement: Statement) -> None:
    """Tell everybody who may publish what was handed in: of its agency, or else for the whole country."""
    with acting(system_actor(POST_ROOM)):
        told = publishers_of(statement.agency_id, besides=statement.writer_id)
        link = STATEMENT_PAGE.format(statement=statement.pk)
        key = f"plans-statement-waits:{statement.pk}:{statement.submitted_at}"
        delivery.enqueue_each(delivery.letters_to(told, Kind.STATEMENT_WAITS, link, key))


def publishers_of(agency_id: str, *, besides: int | None) -> tuple[Membership, ...]:
    """Return who publishes what an agency hands in, without whoever wrote it."""
    holders = [one for one in holders_of(Permission.PLANS_PUBLISH) if one.user_id != besides]
    own = tuple(one for one in holders if one.agency_id == agency_id)
    return own or tuple(one for one in holders if one.agency_id == NATIONAL)


def tell_writer(statement: Statement) -> None:
    """Tell whoever wrote a statement that it was published or sent back."""
    delivery.tell(
        user=statement.writer,
        kind=Kind.STATEMENT_DECIDED,
        link=STATEMENT_PAGE.format(statement=statement.pk),
        dedupe_key=f"plans-statement:{statement.pk}:{statement.state}:{statement.decided_at}",
        agency=statement.agency_id,
    )


def tell_owners(challenge: Challenge) -> None:
    """Tell everybody who may answer a question for those who own a commitment."""
    owners = challenge.commitment.parties.filter(role=Role.OWNER).values("organisation")
    agencies = set(Voice.objects.filter(organisation__in=owners).values_list("agency_id", flat=True))
    with acting(system_actor(POST_ROOM)):
        told = [one for one in holders_of(Permission.PLANS_EDIT) if one.agency_id in agencies]
        link, key = CHALLENGE_PAGE.format(challenge=challenge.pk), f"plans-question:{challenge.pk}"
        delivery.enqueue_each(delivery.letters_to(told, Kind.OWNER_ASKED, link, key))


def tell_asker(challenge: Challenge) -> None:
    """Tell those who scrutinise for the agency that asked that there is an answer."""
    with acting(system_actor(POST_ROOM)):
        told = [one for one in holders_of(Permission.PLANS_REVIEW) if one.agency_id == challenge.agency_id]
        link = CHALLENGE_PAGE.format(challenge=challenge.pk)
        key = f"plans-answer:{challenge.pk}:{challenge.answered_at}"
        delivery.enqueue_each(delivery.letters_to(told, Kind.OWNER_ANSWERED, link, key))


def tell_of_upload(upload: Upload) -> None:
    """Tell everybody who may publish a whole table, once."""
    with acting(system_actor(POST_ROOM)):
        told = publishers_of(upload.agency_id, besides=upload.uploader_id)
        link, key = UPLOAD_PAGE.format(upload=upload.pk), f"plans-table-waits:{upload.pk}"
        delivery.enqueue_each(delivery.letters_to(told, Kind.STATEMENT_WAITS, link, key))


def tell_uploader(upload: Upload) -> None:
    """Tell whoever handed a table in that it was published or sent back."""
    delivery.tell(
        user=upload.uploader,
        kind=Kind.STATEMENT_DECIDED,
        link=UPLOAD_PAGE.format(upload=upload.pk),
        dedupe_key=f"plans-table:{upload.pk}:{upload.state}",
        agency=upload.agency_id,
    )

"""Who answers for a service of the directory here, and who may ask it. Where nobody answers, nothing is offered."""

from collections.abc import Iterator

from tideturn.engines.directory import queries
from tideturn.engines.directory.describing import describing, tag
from tideturn.engines.directory.models import Service, Steward
from tideturn.engines.directory.words import ServiceStatus
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.kinds import known_kind
from tideturn.foundations.access.models import Agency, Team
from tideturn.foundations.access.words import PUBLIC
from tideturn.packs.pathways import load_pathways
from tideturn.packs.schema.directory_term import FacetId, Term
from tideturn.packs.schema.moment import StartKind
from tideturn.packs.schema.pathway import Pathway

# The words of the pack by which a listing says that people come by themselves.
BY_ONESELF = frozenset({"self-referral", "no-referral-needed"})
ANYBODY_AT_WORK = "professional-referral"


def pathway_of_listings() -> Pathway | None:
    """Return the pathway by which services of the directory are asked, where the country has one."""
    return next((one for one in load_pathways() if one.may_start.from_listing), None)


def team_for(service: Service) -> Team | None:
    """Return the team that answers for a service, or nothing where nobody would.

    It is of an agency that keeps the entries of the service's organisation and takes cases, and has a duty lead. One
    that names the pathway comes before one that takes all, an older before a younger.
    """
    pathway = pathway_of_listings()
    if pathway is None or service.organisation_id is None or service.status != ServiceStatus.ACTIVE:
        return None
    # Who keeps which entry is known to the two whom it concerns; that somebody would answer may be known to all.
    with acting(system_actor("directory")):
        keepers = list(Steward.objects.filter(organisation=service.organisation_id).order_by("set_at", "pk"))
        agencies = [one.agency_id for one in keepers if _takes_cases(one.agency_id)]
        return next((team for agency in agencies for team in _teams(agency, pathway.id)), None)


def may_be_asked_by_oneself(service: Service) -> bool:
    """Return whether somebody may ask a service for themselves: it says so, and somebody would answer."""
    pathway = pathway_of_listings()
    if pathway is None or not pathway.may_start.self or not BY_ONESELF & _words(service):
        return False
    with acting(system_actor("intake")):
        is_set_up = Agency.objects.filter(pk=PUBLIC).exists()
    return is_set_up and team_for(service) is not None


def may_be_asked_by(service: Service, kind: str) -> bool:
    """Return whether an agency of a kind may ask a service for somebody.

    Who may start the pathway may, unless the service says that only others may ask.
    """
    pathway = pathway_of_listings()
    known = known_kind(kind)
    if pathway is None or (known.id if known else kind) not in pathway.may_start.agency_kinds:
        return False
    who = list(_who_may_ask(service))
    named = {kind_of for term in who for kind_of in term.agency_kinds}
    is_open = not who or any(term.id == ANYBODY_AT_WORK or not term.agency_kinds for term in who)
    return is_open or (known.id if known else kind) in named


def _takes_cases(agency_id: str) -> bool:
    kind = Agency.objects.filter(pk=agency_id).values_list("kind", flat=True).first() or ""
    known = known_kind(kind)
    return known is None or known.takes_cases


def _teams(agency_id: str, pathway_id: str) -> list[Team]:
    teams = Team.objects.filter(agency=agency_id, duty_lead__isnull=False, is_national_queue=False)
    found = [team for team in teams.select_related("agency", "duty_lead") if _takes(team, pathway_id)]
    return sorted(found, key=lambda team: (not team.pathways, team.created_at, team.pk))


def _takes(team: Team, pathway_id: str) -> bool:
    return not team.pathways or pathway_id in team.pathways


def _who_may_ask(service: Service) -> Iterator[Term]:
    said = _words(service)
    yield from (term for term in describing().vocabulary.facet(FacetId.REFERRAL).terms if term.id in said)


def _words(service: Service) -> frozenset[str]:
    """Return the words of the pack for getting in that any place of a service bears."""
    tags = {one for listing in queries.listings_of(service.pk) for one in listing.tags}
    terms = (
        (facet, term.id)
        for facet in (FacetId.REFERRAL, FacetId.ACCESS)
        for term in describing().vocabulary.facet(facet).terms
    )
    return frozenset(term for facet, term in terms if tag(facet, term) in tags)


def answer_within(pathway: Pathway) -> str:
    """Return in words within what time somebody must say yes or no, by the first clock of the pathway; or nothing."""
    first = next((one for one in pathway.clocks if one.starts.on is StartKind.OPENED), None)
    return first.limit.words if first else ""

"""Ask each publisher's address whether the document is still there, so that a dead link is known before a reader's."""

from urllib.parse import urlsplit

from django.utils import timezone
from procrastinate.contrib.django import app

from tideturn.engines.plans import queries
from tideturn.engines.plans.actions.checking_addresses import record_address_check
from tideturn.packs.loading import load_pack
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.fetching import fetch_document


@app.periodic(cron="40 3 * * 0")
@app.task(queueing_lock="check_source_addresses")
def check_source_addresses(timestamp: int) -> int:
    """Record for each document on a publisher's own site whether it answered today; return how many did."""
    hosts = load_pack().description.publisher_hosts
    problems = {
        document: _problem_with(document.address, hosts)
        for document in queries.documents(timezone.localdate())
        if urlsplit(document.address).hostname in hosts
    }
    for document, problem in problems.items():
        record_address_check(document=document, problem=problem)
    return sum(not problem for problem in problems.values())


def _problem_with(address: str, hosts: tuple[str, ...]) -> str:
    try:
        fetch_document(address, hosts=hosts)
    except DocumentRefused as refusal:
        return refusal.reason
    return ""

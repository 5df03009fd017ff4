"""What must hold when all is quiet again: nothing acknowledged is lost, nothing stands twice, every clock spoke once.

Asked by SQL of the tables themselves, as one who sees everything, and so apart from the code that wrote them.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.faults.rig.standing import Standing

# Each question returns what should not be there.
FAULTS = {
    "reports that stand twice under one key": """
        select agency, idempotency_key from pathways_receipt group by 1, 2 having count(*) > 1""",
    "reports that stand twice": """
        select agency, source_reference from pathways_report where source_reference <> ''
        group by 1, 2 having count(*) > 1""",
    "receipts without their report": """
        select id from pathways_receipt receipt where answer = '' or not exists
            (select from pathways_report report where report.id = receipt.id and report.agency = receipt.agency)""",
    "reports without a receipt": """
        select id from pathways_report report where not exists
            (select from pathways_receipt receipt where receipt.id = report.id)""",
    "cases without their first entry": """
        select id from pathways_case found where
            (select count(*) from pathways_entry entry where entry.case_id = found.id and kind = 'opened') <> 1""",
    "cases that nobody may see": """
        select id from pathways_case found where not exists
            (select from sharing_part part where part.subject_id = found.id and capacity = 'holder')""",
    "clocks that stand twice": """
        select case_id, clock from pathways_clock where stopped_by <> 'no-longer-so'
        group by 1, 2 having count(*) > 1""",
    "cases without one of their clocks": """
        select found.id, name from pathways_case found
        cross join unnest(array['first-review', 'first-attempt', 'contact-made']) as name
        where (name = 'first-review' or not is_contact_refused) and not exists
            (select from pathways_clock clock where clock.case_id = found.id and clock.clock = name)""",
    "clocks that are due and were not raised": """
        select id from pathways_clock
        where status = 'running' and due_at < now() - interval '5 seconds' and raised_at is null""",
    "clocks that were raised, and not exactly once in the journal": """
        select clock.id from pathways_clock clock where raised_at is not null and
            (select count(*) from pathways_entry entry where entry.case_id = clock.case_id
                and kind = 'clock-raised' and data->>'clock' = clock.clock) <> 1""",
    "clocks that were raised to nobody": """
        select clock.id from pathways_clock clock where raised_at is not null and not exists
            (select from pathways_notice notice where notice.clock_id = clock.id and kind = 'clock-raised')""",
    "notices that stand twice": """
        select case_id, kind, clock_id, to_user_id, to_team_id from pathways_notice where kind <> 'report-joined'
        group by 1, 2, 3, 4, 5 having count(*) > 1""",
    "cases of which the duty lead was not told": """
        select id from pathways_case found where not exists
            (select from pathways_notice notice where notice.case_id = found.id and kind = 'case-assigned')""",
    "notices to a person without a message": """
        select notice.id from pathways_notice notice join access_user who on who.id = to_user_id
        where who.email <> '' and not exists
            (select from delivery_message message where message.dedupe_key = notice.key)""",
    "messages that stand twice": """
        select dedupe_key from delivery_message group by 1 having count(*) > 1""",
    "messages of notices that are not there": """
        select message.id from delivery_message message where subject_id is not null and not exists
            (select from pathways_notice notice where notice.key = message.dedupe_key)""",
    "messages that were not handed over": """
        select id, attempts, last_error from delivery_message where sent_at is null""",
    "two reports of one event in two cases": """
        select reference.key from pathways_reportreference reference
        join pathways_report report on report.id = reference.report_id where reference.agency = 'estmark-police'
        group by 1 having count(distinct report.case_id) > 1""",
    "reports that were not audited exactly once": """
        select id from pathways_report report where
            (select count(*) from audit_entry entry
             where entry.subject = report.id and kind = 'report' and action = 'report') <> 1""",
}
LATENESS = """
    select extract(epoch from raised_at - due_at)::float from pathways_clock where raised_at is not null order by 1
"""


@dataclass(frozen=True)
class Finding:
    """A kind of fault, how often it was found, and one example."""

    what: str
    count: int
    example: str

    def __str__(self) -> str:
        return f"{self.count} {self.what}, such as {self.example}"


def findings(standing: Standing, names: tuple[str, ...] = ("senders",)) -> list[Finding]:
    """Return everything that does not hold; an empty list is what is promised."""
    lines = [line for name in names for line in standing.lines(name)]
    # The audit's tables have no index by what an entry is about, and nothing else asks this.
    standing.ask("create index if not exists rig_audit_subject on audit_entry (subject) where kind = 'report'")
    told = [*of_senders(lines, standing.faults_said()), *of_acknowledged(standing, lines)]
    return [*told, *of_tables(standing), *of_receiver(standing), *of_audit(standing)]


def of_senders(lines: list[dict], said: str) -> Iterator[Finding]:
    """Find what no sender should have met, with what the product said of faults of its own."""
    for what, count in Counter(line["problem"] for line in lines if "problem" in line).items():
        yield Finding(
            f"answers to a sender: {what}", count, f"{next(one for one in lines if one.get('problem') == what)} {said}"
        )


def of_acknowledged(standing: Standing, lines: list[dict]) -> Iterator[Finding]:
    """Find what was acknowledged and is not there, byte for byte."""
    acknowledged = {line["key"]: line["receipt"] for line in lines if "receipt" in line and "problem" not in line}
    kept = dict(standing.ask("select idempotency_key::text, answer from pathways_receipt"))
    lost = [key for key in acknowledged if key not in kept]
    other = [key for key, receipt in acknowledged.items() if key in kept and kept[key] != receipt]
    if lost:
        yield Finding("acknowledged reports LOST", len(lost), lost[0])
    if other:
        yield Finding("acknowledged reports kept with another receipt", len(other), other[0])


def of_tables(standing: Standing) -> Iterator[Finding]:
    """Find what the tables should not hold."""
    for what, question in FAULTS.items():
        rows = standing.ask(question)
        if rows:
            yield Finding(what, len(rows), str(rows[0]))


def of_receiver(standing: Standing) -> Iterator[Finding]:
    """Find what was sent and did not come, and what came and was never to be sent."""
    came = {line["number"] for line in standing.received}
    sent = {str(number) for (number,) in standing.ask("select id from delivery_message where sent_at is not null")}
    if sent - came:
        yield Finding("messages said to be sent that never came", len(sent - came), min(sent - came))
    kept = {str(number) for (number,) in standing.ask("select id from delivery_message")}
    if came - kept:
        yield Finding("messages that came and are not in the outbox", len(came - kept), min(came - kept))


def of_audit(standing: Standing) -> Iterator[Finding]:
    """Find where the chains of the audit do not hold, with what the witness saw."""
    done = standing.tideturn("audit", "verify")
    if done.returncode != 0:
        yield Finding("breaks of the audit", 1, (done.stdout + done.stderr)[-600:])


def lateness(standing: Standing) -> list[float]:
    """Return by how many seconds each clock was raised late, the least first."""
    return [late for (late,) in standing.ask(LATENESS)]


def share(values: list[float], part: float) -> float:
    """Return the value that a part of the sorted values does not pass; not a number where there is none."""
    return values[min(len(values) - 1, int(part * len(values)))] if values else float("nan")


def found_by_sending_again(lines: list[dict]) -> int:
    """Return how many reports had been kept before the attempt that was told so."""
    from datetime import datetime

    kept_at = [
        (line["began"], datetime.fromisoformat(json.loads(line["receipt"])["received_at"]).timestamp())
        for line in lines
        if line.get("tries", 0) > 1 and "problem" not in line
    ]
    return sum(received < began - 0.05 for began, received in kept_at)

"""How many reports are received over HTTP a second, durable and audited, beside bare inserts of the same rows."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.pages import table, write_page
from house import cluster
from tests.faults.rig.checking import findings, share
from tests.faults.rig.cluster import set_up_once
from tests.faults.rig.standing import Standing, a_product

SEED = 150
WARM_UP = 5.0
FLOOR, FLOOR_P99, AIM, AIM_P99 = 50, 500, 150, 250
WHAT = """
One product as `make up` serves it (web server, two workers, watch) on its own database with `fsync`, and agencies
that send as fast as they are answered, on the same machine. Each report is kept with its person, case, clocks,
journal, notice, message and two chained entries of the audit in one transaction, and acknowledged after it. The
workers send each message meanwhile.

Beside it the rows alone: `pgbench` inserts what one report leaves in the tables, with the same number of sessions, in
one transaction a report and with the same two entries of the audit, asking and deciding nothing. The ratio is what
the deciding costs.
"""
# One report's rows, as the database's superuser, who is not asked by row security. `audit_append` is the product's own.
ROWS = r"""
\set n random(1, 1000000000)
begin;
insert into pathways_receipt (id, agency, idempotency_key, body_digest, answer)
    values (gen_random_uuid(), 'rig', gen_random_uuid(), sha256('body'), repeat('x', 400));
insert into people_person (id, by_name) values (gen_random_uuid(), 'rig');
with made as (
    insert into pathways_case select (jsonb_populate_record(null::pathways_case, to_jsonb(base)
        || jsonb_build_object('id', gen_random_uuid(), 'reference', substr(gen_random_uuid()::text, 1, 20)))).*
    from rig_base_case base returning id
), subject as (
    insert into sharing_subject select (jsonb_populate_record(null::sharing_subject, to_jsonb(base)
        || jsonb_build_object('id', made.id))).* from rig_base_subject base, made
), part as (
    insert into sharing_part (subject_id, agency_id, team_id, capacity, since)
    select made.id, agency_id, team_id, capacity, since from rig_base_part, made
), entry as (
    insert into pathways_entry select (jsonb_populate_record(null::pathways_entry, to_jsonb(base)
        || jsonb_build_object('id', gen_random_uuid(), 'case_id', made.id))).* from rig_base_entry base, made
), clock as (
    insert into pathways_clock select (jsonb_populate_record(null::pathways_clock, to_jsonb(base)
        || jsonb_build_object('id', gen_random_uuid(), 'case_id', made.id))).* from rig_base_clock base, made
), notice as (
    insert into pathways_notice select (jsonb_populate_record(null::pathways_notice, to_jsonb(base)
        || jsonb_build_object('id', gen_random_uuid(), 'case_id', made.id, 'key', gen_random_uuid()))).*
    from rig_base_notice base, made
), letter as (
    insert into delivery_message select (jsonb_populate_record(null::delivery_message, to_jsonb(base)
        || jsonb_build_object('id', gen_random_uuid(), 'dedupe_key', gen_random_uuid()))).* from rig_base_message base
)
insert into pathways_report select (jsonb_populate_record(null::pathways_report, to_jsonb(base) || jsonb_build_object(
    'id', gen_random_uuid(), 'case_id', made.id, 'reference', substr(gen_random_uuid()::text, 1, 20)))).*
from rig_base_report base, made;
select audit_append('rig', 'rig', 'open', 'case', gen_random_uuid(), '{}');
select audit_append('rig', 'rig', 'report', 'report', gen_random_uuid(), '{}');
commit;
"""
BASES = """
    create table rig_base_case as select * from pathways_case order by opened_at limit 1;
    create table rig_base_subject as select * from sharing_subject where id in (select id from rig_base_case);
    create table rig_base_part as select * from sharing_part where subject_id in (select id from rig_base_case);
    create table rig_base_entry as select * from pathways_entry where case_id in (select id from rig_base_case) limit 1;
    create table rig_base_clock as select * from pathways_clock where case_id in (select id from rig_base_case);
    create table rig_base_notice as
        select * from pathways_notice where case_id in (select id from rig_base_case) limit 1;
    create table rig_base_message as select * from delivery_message limit 1;
    create table rig_base_report as
        select * from pathways_report where case_id in (select id from rig_base_case) limit 1;
"""


def run_intake(standing: Standing, seconds: float, threads: int) -> tuple[float, list[float]]:
    """Send for so long; return how many were acknowledged a second and how long each took, in milliseconds, sorted."""
    warm = standing.start_sender("warm", threads=threads, seed=SEED + 1, end_at=time.time() + WARM_UP)
    standing.keep_until(lambda: warm.poll() is not None, WARM_UP + 60, "the server is warm")
    began = time.time()
    sender = standing.start_sender(threads=threads, seed=SEED, twins=0.0, again=0.0, end_at=began + seconds)
    standing.keep_until(lambda: sender.poll() is not None, seconds + 120, "the senders are done")
    took = time.time() - began
    waited = sorted(line["took"] * 1000 for line in standing.lines() if "took" in line)
    return len(waited) / took, waited


def run_rows(standing: Standing, seconds: float, clients: int) -> float | None:
    """Insert the same rows with pgbench for so long; return how many reports' rows a second, none without pgbench."""
    program = shutil.which("pgbench") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))), None)
    if program is None:
        return None
    standing.ask(BASES)
    url = standing.ours.url(cluster.SUPERUSER)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(ROWS)
        script.flush()
        words = [str(program), "-n", "-f", script.name, "-c", str(clients), "-j", "2", "-T", str(int(seconds)), url]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=seconds + 120)
    print(done.stdout.strip() or done.stderr.strip())
    rates = [line.split()[2] for line in done.stdout.splitlines() if line.startswith("tps")]
    return float(rates[0]) if rates else None


def main() -> int:
    """Measure, print and write the page; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--threads", type=int, default=8)
    asked = parser.parse_args()
    with set_up_once() as country, a_product(country) as standing:
        rate, waited = run_intake(standing, asked.seconds, asked.threads)
        load = os.getloadavg()[0]
        waiting = "select count(*) from delivery_message where sent_at is null"
        standing.keep_until(lambda: standing.number(waiting) == 0, 600, "every message is sent")
        wrong = findings(standing, ("warm", "senders"))
        bare = run_rows(standing, min(30.0, asked.seconds), asked.threads)
    p50, p99 = share(waited, 0.5), share(waited, 0.99)
    ratio = f"{rate / bare:.2f} of pgbench's {bare:.0f}" if bare else "pgbench is not on this machine"
    rows = [
        ("acknowledged a second", f"{rate:.1f}", f"{FLOOR}, aim {AIM}"),
        ("p50", f"{p50:.0f} ms", ""),
        ("p99", f"{p99:.0f} ms", f"{FLOOR_P99} ms, aim {AIM_P99} ms"),
        ("acknowledged in all", f"{len(waited):,}", ""),
        ("as a ratio of the bare rows", ratio, ""),
        ("findings of the checks of the kill campaign", len(wrong), "0"),
    ]
    told = f"{asked.seconds:.0f} seconds with {asked.threads} senders; load of the machine meanwhile {load:.1f}."
    print(table(("what", "measured", "bar"), rows), told, *wrong, sep="\n")
    write_page(
        "intake", "Reports received over HTTP", [WHAT, table(("what", "measured", "bar"), rows), told], seed=SEED
    )
    return 0 if rate >= FLOOR and p99 <= FLOOR_P99 and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())

"""Many cases at once, each a copy of one that was received as any other: for clocks by the thousand."""

import time

from tests.faults.rig.standing import Standing

# `overdue` seconds ago the eldest fell due, the youngest just now; with a negative number they are still to come.
CLONE_CASES = """
    with base as (select * from pathways_case order by opened_at limit 1),
    made as (
        insert into pathways_case
        select (jsonb_populate_record(null::pathways_case, to_jsonb(base)
            || jsonb_build_object('id', gen_random_uuid(), 'reference', 'RIG-' || %(name)s || '-' || number))).*
        from base, generate_series(1, %(count)s) number
        returning id, reference
    ),
    subjects as (
        insert into sharing_subject
        select (jsonb_populate_record(null::sharing_subject, to_jsonb(subject) || jsonb_build_object('id', made.id))).*
        from sharing_subject subject, base, made where subject.id = base.id
    ),
    parts as (
        insert into sharing_part (subject_id, agency_id, team_id, capacity, since)
        select made.id, part.agency_id, part.team_id, part.capacity, part.since
        from sharing_part part, base, made where part.subject_id = base.id
    )
    insert into pathways_clock
    select (jsonb_populate_record(null::pathways_clock, to_jsonb(run) || jsonb_build_object(
        'id', gen_random_uuid(), 'case_id', made.id, 'raised_at', null, 'warn_at', null,
        'due_at', now() - make_interval(secs => %(overdue)s * (split_part(made.reference, '-', 3)::int - 1)
            / greatest(1, %(count)s)))) ).*
    from pathways_clock run, base, made where run.case_id = base.id and run.clock = 'first-review'
"""


def a_first_case(standing: Standing) -> None:
    """Have one report received and its case opened."""
    sender = standing.start_sender("first", most=1, threads=1, seed=404)
    standing.keep_until(lambda: sender.poll() is not None, 60, "the first report is acknowledged")


def clone(standing: Standing, count: int, *, overdue: float, name: str) -> None:
    """Make so many cases with one clock each, due over so many seconds up to now."""
    standing.ask(CLONE_CASES, {"count": count, "overdue": overdue, "name": name})


def all_raised(standing: Standing, name: str, within: float) -> float:
    """Wait until every clock of such cases was raised; return the seconds it took."""
    waits = "select count(*) from pathways_clock clock join pathways_case on pathways_case.id = case_id"
    waits += " where reference like %s and raised_at is null"
    next_look = [0.0]

    def is_done() -> bool:
        if time.monotonic() < next_look[0]:
            return False
        next_look[0] = time.monotonic() + 0.3
        return standing.number(waits, [f"RIG-{name}-%"]) == 0

    return standing.keep_until(is_done, within, f"all clocks “{name}” are raised")


def out_of_order(standing: Standing, name: str) -> int:
    """Return how many clocks, at most, were raised before one that fell due earlier."""
    rows = standing.ask(
        """select raised_at, count(*) over earlier from (
               select raised_at, due_at, row_number() over (order by due_at) as place from pathways_clock clock
               join pathways_case found on found.id = case_id where reference like %s) as ranked
           window earlier as (order by raised_at range between unbounded preceding and current row)
           order by place""",
        [f"RIG-{name}-%"],
    )
    # A clock is passed by those that were raised at an earlier moment though they fell due later.
    return max((raised - place for place, (_, raised) in enumerate(rows, 1)), default=0)

"""How late clocks are raised: while all is well, after everything was killed, and when thousands are overdue."""

import os
import signal
from dataclasses import dataclass, field

import psycopg

from tests.faults.rig.checking import share
from tests.faults.rig.cloning import a_first_case, all_raised, clone, out_of_order
from tests.faults.rig.cluster import Country
from tests.faults.rig.standing import DATABASE, WEB, WORKERS, Standing, a_product

BATCH = 100
LATE = """
    select extract(epoch from raised_at - greatest(due_at, %s::timestamptz))::float
    from pathways_clock clock join pathways_case found on found.id = case_id where reference like %s order by 1
"""


@dataclass
class Measured:
    """What was measured, in seconds."""

    in_time: list[float] = field(default_factory=list)
    after_restart: float = 0.0
    restart_took: float = 0.0
    overdue: int = 0
    cleared_after: float = 0.0
    out_of_order: int = 0

    @property
    def latest_in_time(self) -> float:
        """Return by how much the latest was late while all was well."""
        return self.in_time[-1]

    def words(self) -> str:
        """Return the figures in a few lines."""
        late = ", ".join(f"{name} {share(self.in_time, part):.2f} s" for name, part in (("p50", 0.5), ("p99", 0.99)))
        return (
            f"{len(self.in_time)} clocks while all was well: late by {late}, max {self.latest_in_time:.2f} s\n"
            f"everything killed: the database answered after {self.restart_took:.1f} s, "
            f"all that was due was raised {self.after_restart:.1f} s after that\n"
            f"{self.overdue} overdue clocks cleared in {self.cleared_after:.1f} s, "
            f"at most {self.out_of_order} raised before one that was due earlier; load {os.getloadavg()[0]:.1f}"
        )


def measure(country: Country, *, in_time: int, after_restart: int, overdue: int) -> Measured:
    """Measure on a product of its own."""
    measured = Measured(overdue=overdue)
    with a_product(country) as standing:
        a_first_case(standing)
        clone(standing, in_time, overdue=-10.0, name="well")
        all_raised(standing, "well", 120)
        measured.in_time = late(standing, "well")
        clone(standing, after_restart, overdue=-3.0, name="killed")
        kill_everything(standing, measured)
        all_raised(standing, "killed", 120)
        measured.after_restart = max(late(standing, "killed", since=measured_since(standing)))
        clear_overdue(standing, measured)
    return measured


def late(standing: Standing, name: str, since: str = "-infinity") -> list[float]:
    """Return by how many seconds each clock was raised late, counted from a moment at the earliest."""
    return [seconds for (seconds,) in standing.ask(LATE, [since, f"RIG-{name}-%"])]


def kill_everything(standing: Standing, measured: Measured) -> None:
    """Kill web, workers and database at once, and wait until the database answers again."""
    for name in (*WORKERS, WEB, DATABASE):
        if pid := standing.pid(name):
            os.kill(pid, signal.SIGKILL)
    measured.restart_took = standing.keep_until(lambda: database_answers(standing), 60, "the database answers again")


def database_answers(standing: Standing) -> bool:
    """Tell whether the database was started again and answers."""
    try:
        return standing.pid(DATABASE) is not None and standing.number("select 1") == 1
    except psycopg.Error:
        return False


def measured_since(standing: Standing) -> str:
    """Return when the database was started."""
    return str(standing.ask("select pg_postmaster_start_time()")[0][0])


def clear_overdue(standing: Standing, measured: Measured) -> None:
    """Make many clocks that fell due over the last three hours, as after an outage, and wait until all are raised."""
    for name in WORKERS:
        if pid := standing.pid(name):
            os.kill(pid, signal.SIGSTOP)
    clone(standing, measured.overdue, overdue=3 * 3600.0, name="overdue")
    for name in WORKERS:
        if pid := standing.pid(name):
            os.kill(pid, signal.SIGCONT)
    measured.cleared_after = all_raised(standing, "overdue", 600)
    measured.out_of_order = out_of_order(standing, "overdue")

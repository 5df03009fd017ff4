"""A kill campaign: agencies send while web, workers and database are killed by chance and at every named point."""

import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field

import psycopg

from tests.faults.rig import checking
from tests.faults.rig.cluster import Country
from tests.faults.rig.standing import DATABASE, WEB, WORKERS, Standing, a_product

TARGETS = (WEB, WEB, WORKERS[0], WORKERS[1], DATABASE, DATABASE)
# Some clocks fall due while all this goes on; those of two reports of one event are set anew, and are let be.
BRING_FORWARD = """
    update pathways_clock set due_at = now() + interval '1 second' where id in (
        select clock.id from pathways_clock clock
        where status = 'running' and raised_at is null and given_up_at is null and due_at > now() + interval '1 minute'
            and not exists (select from pathways_report report join pathways_reportreference reference
                on reference.report_id = report.id and reference.agency = 'estmark-police'
                where report.case_id = clock.case_id)
        order by due_at desc limit 2)
"""


@dataclass(frozen=True)
class Orders:
    """How long and how hard: so many kills, so many acknowledged reports, the pause between two kills."""

    seed: int
    kills: int
    acknowledged: int
    threads: int = 8
    pause: tuple[float, float] = (1.5, 4.0)
    chance_of_point: float = 0.01
    targets: tuple[str, ...] = TARGETS
    settings: dict[str, str] = field(default_factory=dict)
    database: dict[str, str] = field(default_factory=dict)
    before: str = ""
    at_most: float = 900.0
    twins: float = 0.05
    quiet_within: float = 240.0


@dataclass
class Outcome:
    """What came of a campaign."""

    orders: Orders
    kills: Counter = field(default_factory=Counter)
    deaths: Counter = field(default_factory=Counter)
    acknowledged: int = 0
    stored: int = 0
    cases: int = 0
    found_again: int = 0
    tried_again: int = 0
    clocks_raised: int = 0
    late: list[float] = field(default_factory=list)
    letters: int = 0
    letters_twice: int = 0
    audited: int = 0
    seconds: float = 0.0
    quiet_after: float = 0.0
    findings: list[checking.Finding] = field(default_factory=list)

    def words(self) -> str:
        """Return the outcome in a few lines."""
        late = ", ".join(f"{name} {checking.share(self.late, part):.2f} s" for name, part in PARTS)
        return "\n".join(
            [
                f"seed {self.orders.seed}: {sum(self.kills.values())} kills ordered, "
                f"{sum(self.deaths.values())} deaths; {self.acknowledged} acknowledged in {self.seconds:.0f} s",
                f"kills: {dict(self.kills)}; deaths of services: {dict(self.deaths)}",
                f"stored {self.stored} reports in {self.cases} cases; sent more than once {self.tried_again}, "
                f"of which {self.found_again} were found kept already",
                f"clocks raised {self.clocks_raised}, late by {late}",
                f"letters {self.letters}, came twice {self.letters_twice}; audit entries {self.audited}; "
                f"quiet {self.quiet_after:.1f} s after the last restart",
                *[f"FOUND: {finding}" for finding in self.findings],
            ]
        )


PARTS = (("p50", 0.5), ("p99", 0.99), ("max", 1.0))


@dataclass
class Killer:
    """Kills by chance, a seeded one, and brings clocks forward meanwhile."""

    standing: Standing
    orders: Orders
    outcome: Outcome
    chance: random.Random
    next_kill: float = 0.0
    next_clocks: float = 0.0

    def look(self) -> bool:
        """Do what is due now; tell whether the campaign has all that it wanted."""
        now = time.monotonic()
        if now >= self.next_clocks:
            self.next_clocks = now + 1.0
            self.bring_forward()
        wants_kills = sum(self.outcome.kills.values()) < self.orders.kills
        if now >= self.next_kill and wants_kills:
            killed = self.standing.kill(self.chance.choice(self.orders.targets), self.chance)
            self.outcome.kills.update([killed] if killed else [])
            self.next_kill = now + (self.chance.uniform(*self.orders.pause) if killed else 0.1)
        return not wants_kills and self.count() >= self.orders.acknowledged

    def count(self) -> int:
        """Return roughly how many lines the senders have written."""
        file = self.standing.state / "senders.jsonl"
        return sum(1 for _ in file.open("rb")) if file.exists() else 0

    def bring_forward(self) -> None:
        """Let a few clocks fall due within a second, where the database can be asked."""
        try:
            self.standing.ask(BRING_FORWARD)
        except psycopg.Error:
            return


def run(country: Country, orders: Orders) -> Outcome:
    """Run a campaign and return what came of it."""
    chance, outcome, is_on = random.Random(orders.seed), Outcome(orders), [True]  # noqa: S311 - chance, not secrecy

    def choose_point(points: tuple[str, ...]) -> str:
        return f"{chance.choice(points)}:{orders.chance_of_point}" if is_on[0] and chance.random() < 0.5 else ""

    with a_product(
        country,
        settings=orders.settings,
        database=orders.database,
        before=orders.before,
        choose_point=choose_point,
    ) as standing:
        began = time.monotonic()
        sender = standing.start_sender(seed=orders.seed, threads=orders.threads, twins=orders.twins)
        killer = Killer(standing, orders, outcome, chance, next_kill=began + orders.pause[0])
        standing.keep_until(killer.look, orders.at_most, "the campaign has all its kills and acknowledgements")
        (standing.state / "senders.stop").touch()
        is_on[0] = False
        restart_all(standing, chance)
        standing.keep_until(lambda: sender.poll() is not None, 120, "every report that was begun is acknowledged")
        outcome.seconds = time.monotonic() - began
        outcome.quiet_after = become_quiet(standing, orders.quiet_within)
        take_stock(standing, outcome)
    return outcome


def restart_all(standing: Standing, chance: random.Random) -> None:
    """Kill everything at once, so that all is started again and no crash point is left."""
    for name in (WEB, *WORKERS, DATABASE):
        if pid := standing.pid(name):
            standing.kill_now(pid)
    standing.keep_until(lambda: all(map(standing.pid, (WEB, *WORKERS, DATABASE))), 60, "everything is started again")
    standing.keep_until(standing.answers, 60, "the web server answers again")


def become_quiet(standing: Standing, within: float = 240.0) -> float:
    """Wait until nothing is due and nothing waits to be sent; go on to the checks where that never comes."""
    began = time.monotonic()
    waits = """
        select (select count(*) from delivery_message where sent_at is null)
             + (select count(*) from pathways_clock
                where status = 'running' and due_at <= now() + interval '1 second' and raised_at is null)
    """

    def is_quiet() -> bool:
        try:
            return standing.number(waits) == 0 or time.monotonic() - began > within
        except psycopg.Error:
            return False

    standing.keep_until(is_quiet, within + 60, "the database can be asked")
    return time.monotonic() - began


def take_stock(standing: Standing, outcome: Outcome) -> None:
    """Count what came of it, and look for what must not be."""
    lines = [line for line in standing.lines() if "receipt" in line and "problem" not in line]
    outcome.acknowledged = len(lines)
    outcome.tried_again = sum(line["tries"] > 1 for line in lines)
    outcome.found_again = checking.found_by_sending_again(lines)
    outcome.stored = standing.number("select count(*) from pathways_report")
    outcome.cases = standing.number("select count(*) from pathways_case")
    outcome.audited = standing.number("select count(*) from audit_entry")
    outcome.late = checking.lateness(standing)
    outcome.clocks_raised = len(outcome.late)
    numbers = Counter(line["number"] for line in standing.received)
    outcome.letters, outcome.letters_twice = len(numbers), sum(count > 1 for count in numbers.values())
    outcome.deaths = Counter(name for name, _ in standing.supervisor.deaths)
    outcome.findings = checking.findings(standing)


def as_json(outcome: Outcome) -> str:
    """Return the figures of an outcome, for whoever writes a page of them."""
    return json.dumps({**outcome.__dict__, "orders": outcome.orders.__dict__, "late": len(outcome.late)}, default=str)

"""The kill campaign in full: 100 kills of web, workers and database, 100,000 acknowledged reports, nothing lost."""

import argparse
import os
import platform
import sys
from datetime import UTC, datetime

from bench.pages import table, write_page
from tests.faults.rig import campaign
from tests.faults.rig.campaign import Orders, Outcome
from tests.faults.rig.checking import share
from tests.faults.rig.cluster import set_up_once

SEED = 20261126
NAME, TITLE = "kill_campaign", "Killed a hundred times, and nothing lost"
WHAT = """
Agencies send reports over HTTP, each under a key of its own, again after every failure and one in ten once more after
its answer, while a seeded chance kills the web server, the workers and the database (main processes and parts of
them), and while crash points named in the code kill processes from within. Meanwhile clocks fall due every second.
When all is quiet, the tables, the receiver of letters and the chained audit are asked by questions of their own
([checking.py](../../tests/faults/rig/checking.py)).
"""
LIMITS = """
A kill leaves the kernel's memory of files as it is. So this shows that nothing acknowledged is still on its way
within our processes or the database's; it does not show that the disk keeps what it was told to keep. For that the
product refuses to serve where `fsync`, `full_page_writes` or `synchronous_commit` is off. With `synchronous_commit`
off and that refusal taken out, the short campaign does report loss: what had not left the database's own memory
within ten seconds.
"""


def rows_of(outcome: Outcome) -> list[tuple[str, object]]:
    """Return the figures of a campaign, each with its name."""
    late = outcome.late
    return [
        ("kills ordered", sum(outcome.kills.values())),
        *((f"– {what}", count) for what, count in sorted(outcome.kills.items())),
        ("services that died, of kills, crash points and the last restart", sum(outcome.deaths.values())),
        ("acknowledged", f"{outcome.acknowledged:,}"),
        ("acknowledged and lost, or kept otherwise", found(outcome, "acknowledged")),
        ("reports, clocks, notices or messages that stand twice", found(outcome, "twice")),
        ("breaks of the audit's chains", found(outcome, "audit")),
        ("findings of any kind", len(outcome.findings)),
        ("sent more than once after a failure", f"{outcome.tried_again:,}"),
        ("of those, kept already and found by sending again", outcome.found_again),
        ("cases", f"{outcome.cases:,}"),
        ("clocks that fell due meanwhile, each raised once", f"{outcome.clocks_raised:,}"),
        ("raised late by, p50 / p99 / max", " / ".join(f"{share(late, part):.2f} s" for part in (0.5, 0.99, 1.0))),
        ("letters received, by their numbers", f"{outcome.letters:,}"),
        ("letters that came twice, under one number", outcome.letters_twice),
        ("entries of the audit, all verified", f"{outcome.audited:,}"),
        ("minutes", f"{outcome.seconds / 60:.0f}"),
    ]


def found(outcome: Outcome, word: str) -> int:
    """Return how many faults were found of a kind."""
    return sum(finding.count for finding in outcome.findings if word in finding.what)


def main() -> int:
    """Run the campaign, print what came of it and write the page; 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--acknowledged", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    # Spread over the whole of it: at a rate of some fifty a second, a kill every twenty seconds.
    pause = (2.0, max(4.0, asked.acknowledged / asked.kills / 30))
    orders = Orders(
        seed=asked.seed,
        kills=asked.kills,
        acknowledged=asked.acknowledged,
        pause=pause,
        chance_of_point=0.002,
        at_most=4 * 3600,
        quiet_within=3 * 3600,
    )
    with set_up_once() as country:
        outcome = campaign.run(country, orders)
    print(outcome.words())
    load = f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, shared."
    day = f"{datetime.now(UTC):%d %B %Y}, {platform.platform(terse=True)}, PostgreSQL as the product brings it."
    figures = table(("what", "figure"), rows_of(outcome))
    found = [f"- {finding.count} {finding.what}" for finding in outcome.findings]
    told = ["## What was found", "\n".join(found)] if found else []
    parts = [WHAT, figures, f"{load} {day}", *told, "## What this cannot show", LIMITS]
    write_page(NAME, TITLE, parts, seed=asked.seed)
    return 1 if outcome.findings else 0


if __name__ == "__main__":
    sys.exit(main())

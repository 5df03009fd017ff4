"""Ten thousand random doors, knocked at on days on which something is up, beside an oracle that walks every minute."""

import argparse
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from bench.pages import table, write_page
from tests.methods.opening.cases import FAULTS, Case, case_of, differences

SEED = 605
FAULTY_CASES = 400
WHAT = """
Each case is a door of one to five random schedules (every day, week, month or year; intervals, counts, numbered
weekdays, week numbers; openings past midnight, all day, in the hour in which clocks change, in a time zone of their
own), with closures, special days and public holidays near a day on which something is up: a holiday of Scotland, clocks
that change, the turn of a year, a leap day. It is asked about every quarter of an hour of four days, and at every edge
and a minute before; at two of these moments, until when that lasts and when the door opens next. The oracle
(`tests/methods/opening/oracle.py`) walks days and minutes by the words of RFC 5545; it shares no line with what it
judges, and no library but the table of time zones. Below stand faults that were planted in turn, and how many of the
first cases showed them.
"""


def main() -> int:
    """Compare, time, write the page; 1 where a case is wrong or a planted fault is not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    asked = parser.parse_args()
    wrong, kinds = 0, Counter[str]()
    for number in range(asked.cases):
        case = case_of(SEED * 1_000_000 + number)
        kinds.update(_kinds(case))
        found = list(differences(case))
        wrong += bool(found)
        if found:
            print(f"case {case.seed}: {found[0]}")
        if number % 1000 == 999:
            print(f"{number + 1:,} cases, {wrong} wrong", flush=True)
    seen = {fault: _seen(fault) for fault in FAULTS}
    rows = [
        ("cases", f"{asked.cases:,}"),
        ("wrong", wrong),
        *((f"of them with {kind}", kinds[kind]) for kind in sorted(kinds)),
    ]
    parts = [
        WHAT,
        table(("what", "cases"), rows),
        "Bar: 0 wrong in 10,000.",
        table(("planted fault", f"cases of {FAULTY_CASES} that show it"), list(seen.items())),
        table(("one door, asked once", "median"), [(what, f"{took:.0f} µs") for what, took in _speeds().items()]),
    ]
    write_page("opening", "When a door is open, beside an oracle", parts, seed=SEED)
    return 1 if wrong or not all(seen.values()) else 0


def _kinds(case: Case) -> list[str]:
    door = case.door
    has = {
        "a holiday in the four days": any(abs((day - case.around).days) <= 2 for day in door.holidays),
        "a holiday about which nobody spoke": bool(door.holidays) and door.shut_on_holidays is None,
        "a closure": bool(door.closures),
        "a special day": bool(door.special),
        "clocks that change in the four days": _clocks_change(case),
        "an interval, a count or an end": any({"interval", "count", "until"} & set(one) for one in door.schedules),
        "a rule of every month or year": any(one["freq"] in ("MONTHLY", "YEARLY") for one in door.schedules),
    }
    return [kind for kind, is_so in has.items() if is_so]


def _clocks_change(case: Case) -> bool:
    days = [case.around + timedelta(days=number) for number in (-1, 3)]
    before, after = (case.calendar.moment(day, datetime.min.time()) for day in days)
    return after - before != timedelta(days=4)


def _seen(fault: str) -> int:
    cases = (case_of(SEED * 1_000_000 + number) for number in range(FAULTY_CASES))
    return sum(next(differences(case, FAULTS[fault]), None) is not None for case in cases)


def _speeds() -> dict[str, float]:
    """Return the median of microseconds that a question takes, over the first doors and a week of hours."""
    cases = [case_of(SEED * 1_000_000 + number) for number in range(200)]
    took: dict[str, list[float]] = {"is it open": [], "how it stands, until when, and when it opens next": []}
    for hour in range(0, 168, 6):
        for case in cases:
            at = datetime.combine(case.around, datetime.min.time(), tzinfo=UTC) + timedelta(hours=hour)
            for what, ask in zip(took, (case.hours.is_open, case.hours.standing), strict=True):
                begun = time.perf_counter()
                ask(at, calendar=case.calendar)
                took[what].append((time.perf_counter() - begun) * 1e6)
    return {what: sorted(times)[len(times) // 2] for what, times in took.items()}


if __name__ == "__main__":
    sys.exit(main())

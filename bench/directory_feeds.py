"""How fast feeds of directories are read, checked and written, and in how much memory.

Run `python -m bench.directory_feeds` for 100,000 invented services, or with `--services 1000000`. Each step is a
process of its own, so that its memory is its own. Seconds are of the processor, as others share the machine.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import invented_directory
from tideturn.sources.open_referral.checking import check
from tideturn.sources.open_referral.feed import Form, Format, Shape
from tideturn.sources.open_referral.reading import open_feed
from tideturn.sources.open_referral.writing import write_feed

SEED = 2027
SERVICES = 100_000
LEAST_A_SECOND, MOST_MEGABYTES = 3_000, 200
# Only reading is held to a goal of speed; tables are nested on disk, which takes what it takes.
HELD_TO_SPEED = ("one page of all", "JSON lines", "pages of 100")


def read(path: Path) -> int:
    """Read a feed to its end, and return how many entities it has."""
    with open_feed(path) as feed:
        return sum(1 for _ in feed.entities)


def checked(path: Path) -> int:
    """Check a feed, and return how many faults it has."""
    with open_feed(path) as feed:
        return len(check(feed))


def packed(path: Path) -> int:
    """Write a feed as a package of tables beside it."""
    with open_feed(path) as feed:
        write_feed(feed.entities, Form.new(Format.HSDS_TABULAR, Shape.PACKAGE), path.with_suffix(".package"))
    return 0


STEPS = {
    "JSON lines": (read, "services.jsonl"),
    "one page of all": (read, "services.json"),
    "pages of 100": (read, "pages"),
    "checking JSON lines": (checked, "services.jsonl"),
    "writing a package of tables": (packed, "services.jsonl"),
    "a package of tables": (read, "services.package"),
}


def invent(folder: Path, count: int) -> None:
    """Write an invented directory in each shape."""
    invented_directory.save(folder / "pages", count, seed=SEED)
    with (folder / "services.jsonl").open("w") as lines, (folder / "services.json").open("w") as page:
        page.write(f'{{"total_items": {count}, "contents": [')
        for number, service in enumerate(invented_directory.services(count, SEED)):
            text = json.dumps(service, ensure_ascii=False)
            lines.write(f"{text}\n")
            page.write(f",{text}" if number else text)
        page.write("]}")


def measure(name: str, folder: Path, count: int) -> bool:
    """Take one step in a process of its own, print what it took, and return whether it is within the goals."""
    command = [sys.executable, "-m", "bench.directory_feeds", "--step", name, "--in", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    rate = count / said["seconds"]
    print(f"{name}: {said['seconds']:.1f} s, {rate:,.0f} services a second, {said['megabytes']:.0f} MB")
    return said["megabytes"] <= MOST_MEGABYTES and (name not in HELD_TO_SPEED or rate >= LEAST_A_SECOND)


def take(name: str, folder: Path) -> None:
    """Take one step here, and print what it took for whoever asked."""
    step, file = STEPS[name]
    began = time.process_time()
    step(folder / file)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.process_time() - began, "megabytes": megabytes}))


def main() -> None:
    """Measure, print, and end with 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--services", type=int, default=SERVICES)
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--in", dest="folder", type=Path)
    asked, _ = parser.parse_known_args()
    if asked.step:
        take(asked.step, asked.folder)
        return
    print(f"seed {SEED}; {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        invent(folder, asked.services)
        goals = [measure(step, folder, asked.services) for step in STEPS]
    sys.exit(0 if all(goals) else 1)


if __name__ == "__main__":
    main()

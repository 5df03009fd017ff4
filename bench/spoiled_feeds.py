"""Feeds spoiled at random: each is given back as it came, or refused in one sentence, and nothing else.

Run `python -m bench.spoiled_feeds`, with `--feeds 100000` for longer. What is spoiled are invented services, as a page,
as lines, as tables and as a zip of them: bytes left out, put in, changed, or said twice.
"""

import argparse
import csv
import io
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench import invented_directory
from tideturn.sources.open_referral.checking import check
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Form, Format, Shape
from tideturn.sources.open_referral.reading import open_feed
from tideturn.sources.open_referral.writing import write_feed

SEED = 2028
FEEDS = 3_000
SIGNS = (b'"', b"{", b"}", b"[", b"]", b",", b":", b"\n", b"\r", b"\0", b"\xff", b"-", b'""', b"[[[[", b"\x1b", b"../")
WORDS = (b"\\u0000", b"null", b"1e999", b"NaN", b'"id"', b"true", b"9" * 50, b"service_id", b"as_given")
MARKS = (b"\xef\xbb\xbf", b"\xe2\x80\xa8")
PIECES = SIGNS + WORDS + MARKS


def originals(folder: Path) -> list[Path]:
    """Write sound feeds of invented services, and return where each is."""
    services = list(invented_directory.services(6, SEED))
    page, lines = folder / "services.json", folder / "services.jsonl"
    page.write_bytes(b"".join(invented_directory.pages(iter(services), 6)))
    lines.write_text("".join(json.dumps(service) + "\n" for service in services), "utf-8")
    with open_feed(page) as feed:
        write_feed(feed.entities, Form.new(Format.HSDS_TABULAR, Shape.PACKAGE), folder / "package")
    (folder / "package" / "README.md").unlink()
    packed = Path(shutil.make_archive(str(folder / "packed"), "zip", folder / "package"))
    return [page, lines, folder / "package", packed]


def spoil(die: random.Random, content: bytes) -> bytes:
    """Return a content with a few places spoiled."""
    spoiled = bytearray(content)
    for _ in range(die.choice((1, 1, 1, 2, 5))):
        place = die.randrange(len(spoiled) + 1)
        how = die.random()
        if how < 0.3:
            del spoiled[place : place + die.choice((1, 1, 5, 50))]
        elif how < 0.7:
            spoiled[place:place] = die.choice(PIECES)
        elif how < 0.85:
            spoiled[place : place + 1] = bytes([die.randrange(256)])
        else:
            spoiled[place:place] = spoiled[die.randrange(len(spoiled) + 1) :][: die.choice((10, 200, 2_000))]
    return bytes(spoiled)


def outcome(feed: Path, out: Path) -> str:
    """Return what became of a feed: 'given back', 'refused', or a fault of ours."""
    try:
        with open_feed(feed) as opened:
            said = [finding.said for finding in check(opened)]
        with open_feed(feed) as opened:
            write_feed(opened.entities, opened.form, out)
    except FeedRefused as refused:
        return "refused" if str(refused).isprintable() else "refused in no sentence"
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
    if not all(words.isprintable() for words in said):
        return "said in no sentence"
    if feed.suffix == ".zip":
        return "given back"  # spoiled inside, it no longer tells what it held
    files = [feed] if feed.is_file() else list(feed.iterdir())
    return "given back" if all(held(file) == held(out / file.name) for file in files) else "not to the letter"


def held(file: Path) -> Any:
    """Return what a file holds, with rows in one order and padded to the columns."""
    text = file.read_bytes().decode("utf-8-sig")
    if file.suffix == ".csv":
        first, *rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
        padded = [[*row, *[""] * len(first)][: len(first)] for row in rows]
        return first, sorted(padded)
    decoder, values, place = json.JSONDecoder(), [], 0
    while file.name != "datapackage.json" and (rest := text[place:].lstrip()):
        value, end = decoder.raw_decode(rest)
        values.append(value)
        place = len(text) - len(rest) + end
    return values or text


def main() -> None:
    """Spoil, count what came of it, and end with 1 where anything did but what is meant."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--feeds", type=int, default=FEEDS)
    asked, _ = parser.parse_known_args()
    die, found, began = random.Random(SEED), Counter[str](), time.process_time()
    with tempfile.TemporaryDirectory() as name:
        sound = originals(Path(name))
        for _ in range(asked.feeds):
            with tempfile.TemporaryDirectory() as here:
                found[outcome(spoiled_copy(die, die.choice(sound), Path(here)), Path(here) / "out")] += 1
    seconds = time.process_time() - began
    print(f"seed {SEED}; {asked.feeds:,} spoiled feeds in {seconds:.0f} s of the processor")
    for what, count in found.most_common():
        print(f"  {what}: {count:,}")
    sys.exit(0 if found.keys() == {"given back", "refused"} else 1)


def spoiled_copy(die: random.Random, sound: Path, here: Path) -> Path:
    """Return where a spoiled copy of a feed is."""
    copy = here / sound.name
    if sound.is_dir():
        shutil.copytree(sound, copy)
        file = die.choice(sorted(copy.iterdir()))
        file.write_bytes(spoil(die, file.read_bytes()))
    else:
        copy.write_bytes(spoil(die, sound.read_bytes()))
    return copy


if __name__ == "__main__":
    main()

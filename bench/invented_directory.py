"""Directories of services of a country that does not exist: as many as wanted, the same for the same seed.

`services` gives one directory; `second_feed` another publisher's account of the same country, with typing errors,
moved and renamed services and others of its own, and with the truth of who is who. Every person, place, number and
address is invented: the land lies in mid-ocean, telephone numbers are of the range kept for drama, and addresses end
in `.example`.

    python -m bench.invented_directory 100000 --seed 1 --out pages/
"""

import argparse
import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

SOUTH, NORTH, WEST, EAST = 44.0, 50.0, -40.0, -30.0
SERVICES_OF_A_BODY = 8
SYLLABLES = ("ar", "bel", "cor", "dun", "es", "fel", "gar", "hol", "inch", "kil", "lor", "mar", "nor", "oth", "pen")
ENDINGS = ("mouth", "wick", "ness", "ton", "burgh", "haven", "ford", "dale")
STREETS = ("Harbour Street", "Mill Road", "Church Lane", "Station Road", "Quay Street", "High Street", "Castle Avenue")
FAMILY = ("Tarn", "Ember", "Quill", "Rowan", "Sorrel", "Wren", "Alder", "Bracken", "Heron", "Juniper", "Larch")
BODIES = ("Trust", "Recovery", "Community", "Care Partnership", "Project", "Association")
HELP = (
    ("Needle exchange", "Clean equipment, and a talk if you want one."),
    ("Naloxone", "Take-home kits and how to use them, without an appointment."),
    ("Recovery café", "Somewhere warm, with people who have been there."),
    ("Detox", "Stopping with a nurse at hand, at home or on the ward."),
    ("Counselling", "One person to talk to, once a week, for as long as it takes."),
    ("Family support", "For those who worry about somebody who uses drugs."),
    ("Opioid substitution", "Prescribing within a day, with a choice of medicine."),
    ("Residential rehabilitation", "A place to live and to recover for some months."),
    ("Mutual aid meeting", "People in recovery who meet each week."),
    ("Housing support", "Keeping a roof, or finding one."),
    ("Alcohol clinic", "A nurse, a plan, and no lecture."),
    ("Blood-borne virus testing", "A finger prick, and treatment if it is needed."),
)
PEOPLE = ("Anyone", "Women", "Young people", "Families", "People leaving prison", "Veterans")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAME_SPACE = uuid.UUID("b6d8f3c2-5a0e-5d47-8f5e-2d6b1c9a7e33")
# Of the second feed: how much of the first it knows, how much it has besides, and what it tells otherwise.
KNOWN, BESIDES = 0.8, 0.2
CHANGES = {"typo": 0.35, "renamed": 0.05, "moved": 0.06, "phone written otherwise": 0.5, "address shortened": 0.4}
REWORDED = {"Street": "St", "Road": "Rd", "Avenue": "Ave", "Lane": "Ln"}


@dataclass(frozen=True)
class Same:
    """Two listings of one service, one of each feed, and what the second tells otherwise."""

    first: str
    second: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Town:
    """A town: its name, its outward code, where it lies."""

    name: str
    code: str
    latitude: float
    longitude: float


@cache
def towns(count: int = 400) -> tuple[Town, ...]:
    """Return the towns of the country; the first are the largest."""
    die = random.Random("towns")
    made = {}
    while len(made) < count:
        name = (die.choice(SYLLABLES) + die.choice(SYLLABLES) + die.choice(ENDINGS)).capitalize()
        code = f"{name[:2].upper()}{len(made) % 99 + 1}"
        made.setdefault(name, Town(name, code, die.uniform(SOUTH, NORTH), die.uniform(WEST, EAST)))
    return tuple(made.values())


def services(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield so many services, each whole as HSDS 3.0 and Open Referral UK 3.0 have it."""
    return (service(seed, number) for number in range(count))


def service(seed: int, number: int) -> dict[str, Any]:
    """Return one service of a directory; it is the same whichever others are asked for."""
    die = random.Random(f"{seed}:{number}")
    body = number // SERVICES_OF_A_BODY
    owner = _organisation(seed, body)
    sort, words = die.choice(HELP)
    places = [_place(seed, body, n) for n in sorted(die.sample(range(3), die.choice((1, 1, 1, 2))))]
    id_ = _id(seed, "service", number)
    return {
        "id": id_,
        "organization_id": owner["id"],
        "name": f"{sort}, {owner['name']}" if die.random() < 0.5 else f"{places[0]['name']} {sort.lower()}",
        "description": f"{words} {die.choice(PEOPLE)} can come.",
        "url": f"https://{owner['email'].partition('@')[2]}/{sort.lower().replace(' ', '-')}",
        "email": owner["email"],
        "status": die.choices(("active", "temporarily closed", "inactive"), (95, 3, 2))[0],
        "eligibility_description": die.choice(PEOPLE),
        "minimum_age": die.choice((0, 12, 16, 18)),
        "maximum_age": 120,
        "assured_date": f"2026-{die.randint(1, 12):02d}-{die.randint(1, 28):02d}",
        "last_modified": f"2026-{die.randint(1, 12):02d}-{die.randint(1, 28):02d}T09:30:00Z",
        "organization": owner,
        "phones": [_phone(die, id_, "0")],
        "schedules": _schedules(die, id_),
        "languages": [{"id": _id(id_, "language"), "name": die.choice(("English", "Gaelic", "Polish")), "code": "en"}],
        "service_areas": [{"id": _id(id_, "area"), "name": places[0]["addresses"][0]["city"]}],
        "cost_options": [{"id": _id(id_, "cost"), "option": "Free", "amount": 0, "currency": "gbp"}],
        "contacts": [
            {"id": _id(id_, "contact"), "name": f"{die.choice(FAMILY)} {die.choice(FAMILY)}", "title": "Worker"}
        ],
        "attributes": [_attribute(id_, "Kind of help", sort), _attribute(id_, "Who for", die.choice(PEOPLE))],
        "service_at_locations": [
            {"id": _id(id_, "at", n), "location": place, "schedules": _schedules(die, f"{id_}{n}")}
            for n, place in enumerate(places)
        ],
    }


def second_feed(count: int, seed: int = 1) -> Iterator[tuple[dict[str, Any], Same | None]]:
    """Yield another publisher's services of the same country, each with which of the first feed it is, or null."""
    for number in range(count):
        die = random.Random(f"second:{seed}:{number}")
        if die.random() < KNOWN:
            first = service(seed, number)
            told, changes = _told_otherwise(die, first)
            yield told, Same(first["id"], told["id"], changes)
    for number in range(count, count + int(count * BESIDES)):
        # Bodies of the first feed have further services: the nearest thing to a false match there is.
        die = random.Random(f"besides:{seed}:{number}")
        own = service(seed, number) if die.random() < 0.5 else _sibling(seed, die.randrange(count), number)
        yield _with_ids_of_its_own(own), None


def pages(items: Iterator[dict[str, Any]], count: int, size: int = 100) -> Iterator[bytes]:
    """Yield services as pages of an API, as JSON."""
    last = max(1, -(-count // size))
    for number in range(1, last + 1):
        contents = [item for _, item in zip(range(min(size, count - (number - 1) * size)), items, strict=False)]
        yield json.dumps(
            {
                "total_items": count, "total_pages": last, "page_number": number, "size": len(contents),
                "first_page": number == 1, "last_page": number == last, "empty": not contents, "contents": contents,
            },
            ensure_ascii=False,
        ).encode()  # fmt: skip


@lru_cache(1024)
def _organisation(seed: int, body: int) -> dict[str, Any]:
    die = random.Random(f"body:{seed}:{body}")
    name = f"{die.choice(FAMILY)} {die.choice(BODIES)}"
    return {
        "id": _id(seed, "body", body),
        "name": name,
        "description": f"{name} works with people who use drugs and those close to them.",
        "email": f"hello@{name.lower().replace(' ', '-')}-{body}.example",
        "website": f"https://{name.lower().replace(' ', '-')}-{body}.example",
    }


@lru_cache(1024)
def _place(seed: int, body: int, number: int) -> dict[str, Any]:
    die = random.Random(f"place:{seed}:{body}:{number}")
    all_ = towns()
    town = all_[min(int(die.expovariate(1 / 60)), len(all_) - 1)]
    id_ = _id(seed, "place", body, number)
    return {
        "id": id_,
        "location_type": "physical",
        "name": f"{town.name} {die.choice(('Hub', 'Centre', 'House', 'Clinic'))}",
        "latitude": round(town.latitude + die.gauss(0, 0.02), 6),
        "longitude": round(town.longitude + die.gauss(0, 0.03), 6),
        "addresses": [
            {
                "id": _id(id_, "address"),
                "address_1": f"{die.randint(1, 180)} {die.choice(STREETS)}",
                "city": town.name,
                "state_province": "Northshire",
                "postal_code": f"{town.code} {die.randint(1, 9)}{die.choice('ABDEFGH')}{die.choice('JLNPQRS')}",
                "country": "XK",
                "address_type": "physical",
            }
        ],
        "phones": [_phone(die, id_, "place")],
        "accessibility": [{"id": _id(id_, "access"), "description": die.choice(("Step-free", "Steps", "Lift"))}],
    }


def _phone(die: random.Random, *seed: Any) -> dict[str, Any]:
    return {"id": _id(*seed, "phone"), "number": f"01632 {die.randint(960000, 960999)}", "type": "voice"}


def _schedules(die: random.Random, owner: str) -> list[dict[str, Any]]:
    weekly = {
        "id": _id(owner, "weekly"),
        "freq": "WEEKLY",
        "byday": ",".join(sorted(die.sample(DAYS, die.randint(1, 5)), key=DAYS.index)),
        "opens_at": f"{die.randint(7, 13):02d}:00",
        "closes_at": f"{die.randint(14, 22):02d}:30",
        "valid_from": "2026-01-01",
    }
    if die.random() < 0.8:
        return [weekly]
    monthly = {"id": _id(owner, "monthly"), "freq": "MONTHLY", "byday": f"1{die.choice(DAYS)}", "interval": 1}
    return [weekly, monthly | {"opens_at": "18:00", "closes_at": "20:00"}]


def _attribute(owner: str, taxonomy: str, term: str) -> dict[str, Any]:
    about = {
        "id": _id("term", taxonomy, term),
        "name": term,
        "description": f"{taxonomy}: {term}",
        "taxonomy": taxonomy,
    }
    return {"id": _id(owner, "attribute", taxonomy), "link_type": taxonomy, "taxonomy_term": about}


def _told_otherwise(die: random.Random, first: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    told = _with_ids_of_its_own(first)
    changes = tuple(name for name, share in CHANGES.items() if die.random() < share)
    place = told["service_at_locations"][0]["location"]
    address = place["addresses"][0]
    if "renamed" in changes:
        told["name"] = f"{die.choice(FAMILY)} {die.choice(('Steps', 'Way', 'Door', 'Light'))}"
    elif "typo" in changes:
        told["name"] = _mistyped(die, told["name"])
    if "moved" in changes:
        address["address_1"] = f"{die.randint(1, 180)} {die.choice(STREETS)}"
        place["latitude"] = round(place["latitude"] + die.gauss(0, 0.01), 6)
        place["longitude"] = round(place["longitude"] + die.gauss(0, 0.01), 6)
    if "phone written otherwise" in changes:
        told["phones"][0]["number"] = "+44 " + told["phones"][0]["number"][1:].replace(" ", " (0) ")
    if "address shortened" in changes:
        for long, short in REWORDED.items():
            address["address_1"] = address["address_1"].replace(long, short)
    told["description"] = f"{told['description']} Find us at {address['address_1']}, {address['city']}."
    return told, changes


def _mistyped(die: random.Random, text: str) -> str:
    """Return a name with one letter left out, doubled, or exchanged with its neighbour."""
    place = die.randrange(1, len(text) - 1)
    before, here, after = text[:place], text[place], text[place + 1 :]
    return die.choice((before + after, before + here + here + after, before + after[:1] + here + after[1:]))


def _sibling(seed: int, of: int, number: int) -> dict[str, Any]:
    """Return another service of a body that is in the first feed, at the same place and on the same telephone."""
    first = service(seed, of)
    others = [(sort, words) for sort, words in HELP if sort.lower() not in first["name"].lower()]
    sort, words = random.Random(f"sibling:{seed}:{number}").choice(others)
    return first | {
        "id": _id(seed, "sibling", number),
        "name": f"{sort}, {first['organization']['name']}",
        "description": words,
        "url": f"{first['organization']['website']}/{sort.lower().replace(' ', '-')}",
        "attributes": [_attribute(f"{seed}:{number}", "Kind of help", sort)],
    }


def _with_ids_of_its_own(given: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of which every id is another publisher's; terms keep theirs."""
    return {name: _renumbered(name, value) for name, value in given.items()}


def _renumbered(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return _id("second", value) if name == "id" or name.endswith("_id") else value
    if isinstance(value, list):
        return [_renumbered(name, item) for item in value]
    if isinstance(value, dict):
        return value if name == "taxonomy_term" else _with_ids_of_its_own(value)
    return value


def _id(*parts: Any) -> str:
    return str(uuid.uuid5(NAME_SPACE, "|".join(map(str, parts))))


def save(out: Path, count: int, *, seed: int = 1, is_second: bool = False) -> int:
    """Write a directory as pages into a folder, or the second publisher's with truth.txt; return how many services."""
    out.mkdir(parents=True, exist_ok=True)
    items = services(count, seed)
    if is_second:
        told = list(second_feed(count, seed))
        items, count = (item for item, _ in told), len(told)
        truth = "".join(json.dumps(vars(same)) + "\n" for _, same in told if same)
        (out / "truth.txt").write_text(truth, "utf-8")
    for number, page in enumerate(pages(items, count), start=1):
        (out / f"page_{number:06d}.json").write_bytes(page)
    return count


def save_as_asked() -> None:
    """Write what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--second", action="store_true", help="the second feed, and truth.txt beside its pages")
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    count = save(asked.out, asked.count, seed=asked.seed, is_second=asked.second)
    print(f"{count:,} services in {asked.out}")


if __name__ == "__main__":
    save_as_asked()

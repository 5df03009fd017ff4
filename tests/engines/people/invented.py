"""Invented people with the truth known, and reports of them as services tell them: in haste, misheard and mistyped.

Far harsher than life, so that a rule too loose is seen: one person in eight is a twin, addresses and phones of hostels
are shared, senders mistake one twin's number for the other's, and people give names that are not on their papers.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stdnum.gb import nhs

from tideturn.engines.people.record.details import PersonDetails

GIVEN = [
    "Aileen",
    "Agnes",
    "Ailsa",
    "Alan",
    "Alasdair",
    "Amina",
    "Andrew",
    "Angus",
    "Anne",
    "Archie",
    "Barbara",
    "Blair",
    "Brian",
    "Callum",
    "Cameron",
    "Caroline",
    "Catriona",
    "Chloe",
    "Colin",
    "Connor",
    "Craig",
    "Daniel",
    "Danielle",
    "David",
    "Dawn",
    "Derek",
    "Donna",
    "Douglas",
    "Duncan",
    "Eilidh",
    "Elaine",
    "Elizabeth",
    "Emma",
    "Euan",
    "Ewan",
    "Fiona",
    "Fraser",
    "Gavin",
    "George",
    "Gillian",
    "Gordon",
    "Graeme",
    "Hamish",
    "Hannah",
    "Heather",
    "Iain",
    "Ian",
    "Isla",
    "James",
    "Jamie",
    "Janet",
    "Jason",
    "Jean",
    "John",
    "Jonathan",
    "Joan",
    "Karen",
    "Keith",
    "Kelly",
    "Kenneth",
    "Kerry",
    "Kirsty",
    "Kyle",
    "Laura",
    "Lee",
    "Leanne",
    "Lewis",
    "Liam",
    "Linda",
    "Lisa",
    "Lorna",
    "Louise",
    "Mairi",
    "Malcolm",
    "Margaret",
    "Mark",
    "Martin",
    "Mary",
    "Mhairi",
    "Michael",
    "Michelle",
    "Mohammed",
    "Morag",
    "Nadia",
    "Nicola",
    "Noah",
    "Paul",
    "Peter",
    "Rhona",
    "Robert",
    "Roderick",
    "Ross",
    "Ruaridh",
    "Sandra",
    "Sarah",
    "Scott",
    "Sean",
    "Seán",
    "Sharon",
    "Shona",
    "Sophie",
    "Stephen",
    "Steven",
    "Stuart",
    "Susan",
    "Tracey",
    "Victoria",
    "William",
    "Zoe",
    "Zofia",
    "Łukasz",
    "José",
    "Renée",
]
FAMILY = [
    "Anderson",
    "Armstrong",
    "Baird",
    "Bell",
    "Black",
    "Boyle",
    "Brown",
    "Burns",
    "Cameron",
    "Campbell",
    "Clark",
    "Craig",
    "Crawford",
    "Cunningham",
    "Davidson",
    "Docherty",
    "Donnelly",
    "Duffy",
    "Duncan",
    "Ferguson",
    "Findlay",
    "Fraser",
    "Gallagher",
    "Gibson",
    "Gordon",
    "Graham",
    "Grant",
    "Gray",
    "Hamilton",
    "Henderson",
    "Hill",
    "Hughes",
    "Hunter",
    "Irvine",
    "Johnston",
    "Kane",
    "Kelly",
    "Kennedy",
    "Kerr",
    "Khan",
    "Kowalski",
    "Lindsay",
    "MacDonald",
    "MacKay",
    "MacKenzie",
    "MacLean",
    "MacLeod",
    "Marshall",
    "Martin",
    "McAllister",
    "McBride",
    "McCormack",
    "McGregor",
    "McIntosh",
    "McKay",
    "McKenzie",
    "McLaughlin",
    "Millar",
    "Miller",
    "Mitchell",
    "Morrison",
    "Muir",
    "Murphy",
    "Murray",
    "Nowak",
    "O'Brien",
    "O'Donnell",
    "O'Neill",
    "Paterson",
    "Quinn",
    "Reid",
    "Reilly",
    "Robertson",
    "Ross",
    "Russell",
    "Scott",
    "Shaw",
    "Simpson",
    "Sinclair",
    "Singh",
    "Smith",
    "Smyth",
    "Stevenson",
    "Stewart",
    "Stuart",
    "Sutherland",
    "Taylor",
    "Thomson",
    "Walker",
    "Wallace",
    "Watson",
    "White",
    "Wilson",
    "Wood",
    "Wright",
    "Young",
    "Żak",
]
STREETS = ["Alder", "Birch", "Cedar", "Elder", "Hazel", "Juniper", "Larch", "Maple", "Oak", "Pine", "Rowan", "Willow"]
HOSTELS = tuple((f"0131 496 0{n:03d}", f"{n} Harbour Hostel") for n in range(1, 9))
TWIN = 1 / 15  # each of these brings one more into the world with them


@dataclass(frozen=True)
class Invented:
    """Somebody invented, with the number of whoever was born with them."""

    truth: int
    details: PersonDetails
    twin_chi: str | None
    has_other_name: str | None


@dataclass(frozen=True)
class Told:
    """One report's telling, and whom it is in truth about."""

    truth: int
    details: PersonDetails


def people(seed: int, count: int) -> list[Invented]:
    """Return invented people, some of them twins of the one before."""
    chance = random.Random(seed)  # noqa: S311
    made: list[Invented] = []
    while len(made) < count:
        first = _somebody(chance, len(made))
        made.append(first)
        if chance.random() < TWIN:
            other = _twin(chance, first, len(made))
            made[-1] = replace(first, twin_chi=other.details.chi)
            made.append(other)
    return made


def reports(seed: int, invented: list[Invented], count: int) -> list[Told]:
    """Return reports of some of the invented people, a few of whom are reported again and again."""
    chance = random.Random(seed + 1)  # noqa: S311
    weights = [chance.paretovariate(1.2) for _ in invented]
    return [_told(chance, one) for one in chance.choices(invented, [min(weight, 8) for weight in weights], k=count)]


def _somebody(chance: random.Random, truth: int) -> Invented:
    born = date(1955, 1, 1) + timedelta(days=chance.randrange(365 * 52))
    in_hostel = chance.random() < 0.12
    phone, address = chance.choice(HOSTELS) if in_hostel else _own_place(chance)
    details = PersonDetails(
        chi=chi_of(chance, born),
        given_name=chance.choice(GIVEN),
        family_name=chance.choice(FAMILY),
        birth_date=born,
        sex=chance.choice(["female", "male"]),
        phone=phone,
        address=address,
    )
    other_name = chance.choice(FAMILY) if chance.random() < 0.05 else None
    return Invented(truth, details, None, other_name)


def _twin(chance: random.Random, first: Invented, truth: int) -> Invented:
    given = chance.choice([name for name in GIVEN if name != first.details.given_name])
    chi = chi_of(chance, first.details.birth_date)
    return Invented(truth, replace(first.details, given_name=given, chi=chi), first.details.chi, None)


def _own_place(chance: random.Random) -> tuple[str, str]:
    phone = f"07700 9{chance.randrange(10**5):05d}"
    return phone, f"{chance.randrange(1, 200)} {chance.choice(STREETS)} Street, Flat {chance.randrange(1, 9)}"


def chi_of(chance: random.Random, born: date) -> str:
    """Return a number that is well formed for a birth date."""
    while True:
        start = f"{born:%d%m%y}{chance.randrange(1000):03d}"
        if fitting := [start + digit for digit in "0123456789" if nhs.checksum(start + digit) == 0]:
            return fitting[0]


def _told(chance: random.Random, one: Invented) -> Told:
    true = one.details
    chi = _one_of(
        chance,
        [(0.1 if one.twin_chi else 0, one.twin_chi), (0.45, true.chi), (0.02, _mistyped(chance, true.chi)), (1, None)],
    )
    given, family = true.given_name, one.has_other_name if chance.random() < 0.4 else None
    given, family = _name(chance, given), _name(chance, family or true.family_name)
    if chance.random() < 0.03:
        given, family = family, given
    return Told(
        one.truth,
        PersonDetails(
            chi=chi,
            given_name=given if chance.random() < 0.95 else None,
            family_name=family if chance.random() < 0.93 else None,
            birth_date=_birth_date(chance, true.birth_date),
            sex=_one_of(chance, [(0.9, true.sex), (0.05, "other"), (1, None)]),
            phone=true.phone if chance.random() < 0.4 else None,
            address=true.address if chance.random() < 0.5 else None,
        ),
    )


def _one_of(chance: random.Random, ways: list[tuple[float, str | None]]) -> str | None:
    return next(value for share, value in ways if chance.random() < share)


def _name(chance: random.Random, name: str) -> str:
    draw = chance.random()
    if draw < 0.08:
        return _mistyped(chance, name)
    if draw < 0.12:
        return name.replace("Mac", "Mc ").replace("O'", "O ").upper()
    return name


def _mistyped(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text))
    letter = chance.choice("0123456789" if text.isdigit() else "aeinrst")
    ways = [
        text[:at] + letter + text[at + 1 :],
        text[:at] + text[at + 1 :],
        text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
    ]
    return chance.choice(ways) or text


def _birth_date(chance: random.Random, born: date) -> date | None:
    draw = chance.random()
    if draw < 0.12:
        return None
    if draw < 0.15 and born.day <= 12:
        return born.replace(month=born.day, day=born.month)
    if draw < 0.18:
        return born.replace(year=born.year - 1 if born.year % 10 else born.year + 1, day=min(born.day, 28))
    return born

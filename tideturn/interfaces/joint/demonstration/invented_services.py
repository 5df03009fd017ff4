"""The invented services of Estmark, one line each: what somebody in that country might find."""

from dataclasses import dataclass

EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"
WORKDAYS = "MO,TU,WE,TH,FR"
OFFICE = ((WORKDAYS, "09:00", "17:00"),)
LATE_THURSDAY = (("MO,TU,WE,FR", "09:00", "17:00"), ("TH", "09:00", "20:00"))
SHOP = ((WORKDAYS, "09:00", "18:00"), ("SA", "09:00", "13:00"))
LATE_SHOP = ((EVERY_DAY, "08:00", "22:00"),)
ALWAYS = ((EVERY_DAY, "00:00", "23:59"),)
NIGHTS = ((EVERY_DAY, "21:00", "08:00"),)
CAFE = (("MO,WE,FR", "10:00", "16:00"), ("SA,SU", "11:00", "15:00"))
Schedule = tuple[str, str, str]
OPEN_DOOR = ("no-referral-needed", "no-appointment-needed", "abstinence-not-required", "free-of-charge")
SELF = ("self-referral", "family-referral", "professional-referral")


@dataclass(frozen=True)
class Invented:
    """One invented service.

    `where` names places of the gazetteer; nothing there is help by telephone or screen. `checked` is how many days ago
    somebody said that it is right, or nothing where nobody ever did. `terms` are ids of the pack's words.
    """

    name: str
    by: str
    says: str
    terms: tuple[str, ...]
    where: tuple[str, ...] = ()
    hours: tuple[Schedule, ...] = ()
    checked: int | None = 40
    status: str = "active"
    is_confidential: bool = False
    ages: tuple[int | None, int | None] = (None, None)
    is_shut_on_holidays: bool | None = True
    free: int | None = None


TEAMS = tuple(
    Invented(
        f"{place} Recovery Team",
        partnership,
        "Doctors, nurses and workers who start a prescription with you, talk things through and stay alongside.",
        (
            "service", "treatment-and-prescribing", "opioid-substitution", "long-acting-injection", "any-substance",
            "everyone", *OPEN_DOOR[:1], *OPEN_DOOR[2:], *SELF,
        ),
        where=(place,),
        hours=LATE_THURSDAY,
        checked=checked,
    )
    for place, partnership, checked in (
        ("Beacon Hill", "Northmark Partnership", 30),
        ("Coldwater", "Northmark Partnership", 75),
        ("Lanternbridge", "Midvale Partnership", 12),
        ("Saint Odda", "Midvale Partnership", 200),
        ("Southhaven", "Southhaven Partnership", 55),
        ("Westcott", "Northmark Partnership", 395),
    )
)  # fmt: skip
PHARMACIES = tuple(
    Invented(
        f"{name} Pharmacy",
        "Pharmacies of Estmark",
        "Prescriptions, supervised doses and naloxone over the counter; ask quietly for new equipment.",
        ("pharmacy", "pharmacy-services", "injecting-equipment", "naloxone", "opioids", *OPEN_DOOR, "self-referral"),
        where=(place,),
        hours=hours,
        checked=checked,
        is_shut_on_holidays=shut,
    )
    for name, place, hours, checked, shut in (
        ("Quay Street", "Southhaven", SHOP, 20, True),
        ("Lamplight", "Lanternbridge", LATE_SHOP, 33, False),
        ("Hilltop", "Beacon Hill", SHOP, 90, None),
        ("Coldwater", "Coldwater", SHOP, 61, True),
        ("Millbrook", "Millbrook, Midvale", SHOP, 15, True),
        ("Ropewalk", "Ropewalk", SHOP, 110, True),
        ("Saint Odda", "Saint Odda", ((WORKDAYS, "09:00", "17:30"),), 140, True),
        ("Westcott", "Westcott", (), 60, None),
    )
)
MEETINGS = tuple(
    Invented(
        name,
        "Fellowships of Estmark",
        "A meeting of people in the same boat. Come as you are, sit at the back, say nothing if you like.",
        ("recovery-community-listing", "mutual-aid", "everyone", substance, *OPEN_DOOR, "no-name-needed"),
        where=(place,) if place else (),
        hours=hours,
        is_shut_on_holidays=False,
        checked=checked,
    )
    for name, place, substance, hours, checked in (
        ("Monday Lantern Meeting", "Lanternbridge", "any-substance", (("MO", "19:30", "21:00"),), 18),
        ("Harbour Meeting", "Southhaven", "alcohol", (("TU,TH", "12:30", "13:30"),), 44),
        ("Late Meeting of the Slips", "The Slips", "any-substance", (("FR,SA", "22:00", "00:30"),), 52),
        ("Beacon Hill Meeting", "Beacon Hill", "any-substance", (("WE", "19:00", "20:30"),), 27),
        ("Sunday Morning Meeting", "Coldwater", "alcohol", (("SU", "10:00", "11:30"),), 130),
        ("Cocaine Meeting of Midvale", "Ropewalk", "cocaine", (("TU", "20:00", "21:30"),), 36),
        ("Meeting on a Screen", "", "any-substance", ((EVERY_DAY, "20:00", "21:00"),), 9),
        ("Out Skerry Meeting", "Out Skerry", "alcohol", (("SA", "16:00", "17:00"),), None),
    )
)
CAFES = tuple(
    Invented(
        f"{name} Café",
        f"{name} Community",
        "Soup, tea, a warm room and people who have been there themselves.",
        ("recovery-community-listing", "recovery-community", "peer-support", "everyone", *OPEN_DOOR, "open-weekends",
         "pets-welcome"),
        where=(place,),
        hours=CAFE,
        checked=checked,
    )
    for name, place, checked in (
        ("Second Wind", "Beacon Hill", 25),
        ("Driftwood", "Southhaven", 48),
        ("Long Table", "Lanternbridge", 66),
        ("Kettle", "Millbrook, Southhaven", 210),
    )
)  # fmt: skip
FAMILIES = tuple(
    Invented(
        name,
        "Kin of Estmark",
        "For you, when somebody you love uses drugs or alcohol, whether or not they want help themselves.",
        ("service", "family-support", "families", *more, *OPEN_DOOR[:1], "free-of-charge", "by-phone-or-video",
         "self-referral"),
        where=where,
        hours=hours,
        checked=checked,
    )
    for name, where, hours, more, checked in (
        ("Kin Group of Northmark", ("Beacon Hill",), (("TU", "18:00", "20:00"),), (), 31),
        ("Kin Group of Midvale", ("Lanternbridge", "Millbrook, Midvale"), (("TH", "18:30", "20:30"),), (), 83),
        ("Kin Group of Southhaven", ("Southhaven",), (("MO", "18:00", "20:00"),), (), 58),
        ("After a Death", (), OFFICE, ("bereavement-support",), 22),
        ("Young Kin", ("Lanternbridge",), (("WE", "16:00", "18:00"),), ("young-people",), 71),
    )
)  # fmt: skip
SINGLE = (
    Invented(
        "Harbour Detox", "Harbour Lights",
        "Eight beds in which you come off heroin, benzos or alcohol safely, with nurses day and night.",
        ("service", "detox-and-stabilisation", "opioids", "alcohol", "benzodiazepines", "everyone", "referral-needed",
         "drug-and-alcohol-referral", "health-referral", "free-of-charge", "wheelchair-access"),
        where=("Southhaven",), hours=ALWAYS, checked=14, is_shut_on_holidays=False, free=0,
    ),
    Invented(
        "Home Detox of Midvale", "Midvale Partnership",
        "A nurse comes to your home every day while you come off alcohol.",
        ("service", "detox-and-stabilisation", "alcohol", "everyone", "comes-to-you", "appointment-needed",
         "self-referral", "health-referral", "free-of-charge"),
        where=("Lanternbridge",), hours=OFFICE, checked=100,
    ),
    Invented(
        "Steady House", "Harbour Lights", "Some weeks in a house by the sea to get steady first.",
        ("service", "detox-and-stabilisation", "residential-rehabilitation", "any-substance", "everyone",
         "referral-needed", "drug-and-alcohol-referral", "free-of-charge"),
        where=("Out Skerry",), hours=ALWAYS, checked=45, is_shut_on_holidays=False, free=2,
    ),
    Invented(
        "Westcott Rehabilitation", "Westcott Trust", "Six months in a house in the country, with work in the garden.",
        ("service", "residential-rehabilitation", "any-substance", "everyone", "abstinence-asked", "referral-needed",
         "professional-referral", "payment-asked"),
        where=("Westcott",), hours=ALWAYS, checked=160, is_shut_on_holidays=False,
    ),
    Invented(
        "Safe Door", "Women of Estmark",
        "A house for women who use drugs and are not safe at home. Ring at any hour; somebody will meet you.",
        ("service", "housing-help", "crisis-help", "women", "any-substance", *OPEN_DOOR, "no-identification-needed",
         "self-referral", "professional-referral"),
        where=("Beacon Hill",), hours=ALWAYS, checked=21, is_confidential=True, is_shut_on_holidays=False,
    ),
    Invented(
        "Lanternbridge Needle Exchange", "Midvale Partnership",
        "New equipment, foil, a safe bin and a nurse who looks at wounds.",
        ("service", "injecting-equipment", "wound-care", "naloxone", "blood-borne-virus-tests", "opioids", "stimulants",
         "everyone", *OPEN_DOOR, "no-name-needed", "no-identification-needed", "self-referral"),
        where=("Lanternbridge",), hours=((WORKDAYS, "10:00", "19:00"), ("SA", "10:00", "14:00")), checked=17,
    ),
    Invented(
        "Night Van", "Harbour Lights", "A van that stops at the harbour, with tea, equipment, naloxone and a nurse.",
        ("service", "outreach", "injecting-equipment", "naloxone", "wound-care", "any-substance", "everyone",
         *OPEN_DOOR, "no-name-needed", "self-referral"),
        where=("The Slips",), hours=(("TH,FR,SA", "20:00", "02:00"),), checked=28, is_shut_on_holidays=False,
    ),
    Invented(
        "Drug Checking at the Ropewalk", "Midvale Partnership", "Find out what is in it before anybody takes it.",
        ("service", "drug-checking", "any-substance", "everyone", *OPEN_DOOR, "no-name-needed", "self-referral"),
        where=("Ropewalk",), hours=(("FR", "16:00", "21:00"),), checked=34, status="temporarily closed",
    ),
    Invented(
        "Night Lantern", "Night Lantern of Estmark",
        "Somebody who listens at any hour and knows what is open near you.",
        ("service", "someone-to-talk-to", "crisis-help", "everyone", "families", "any-substance", *OPEN_DOOR,
         "by-phone-or-video", "self-referral"),
        hours=ALWAYS, checked=5, is_shut_on_holidays=False,
    ),
    Invented(
        "Talking on a Screen", "Estmark Talks", "Counselling by video, once a week, for as long as it helps.",
        ("service", "counselling", "any-substance", "everyone", "by-phone-or-video", "appointment-needed",
         "no-referral-needed", "free-of-charge", "self-referral"),
        hours=OFFICE, checked=64,
    ),
    Invented(
        "Young Harbour", "Harbour Lights", "A worker for you alone, between twelve and twenty-five.",
        ("service", "counselling", "outreach", "young-people", "any-substance", "no-referral-needed", "free-of-charge",
         "comes-to-you", "self-referral", "family-referral"),
        where=("Southhaven",), hours=OFFICE, checked=39, ages=(12, 25),
    ),
    Invented(
        "Gate to Street", "Estmark Prisons", "Somebody meets you at the gate and goes with you to the pharmacy.",
        ("service", "prison-and-release", "peer-support", "people-leaving-prison", "any-substance", "free-of-charge",
         "no-referral-needed", "self-referral", "professional-referral"),
        where=("Beacon Hill",), hours=OFFICE, checked=88,
    ),
    Invented(
        "Stable Nights", "Northmark Partnership",
        "A warm room with beds on the floor; dogs may come in. Come before midnight.",
        ("touchpoint", "housing-help", "food-and-essentials", "people-without-a-home", *OPEN_DOOR, "pets-welcome",
         "no-identification-needed", "self-referral"),
        where=("Beacon Hill",), hours=NIGHTS, checked=11, is_shut_on_holidays=False,
    ),
    Invented(
        "Lanternbridge Library", "Midvale Council",
        "A library in which a worker of the drug service sits on Wednesdays; naloxone at the desk.",
        ("touchpoint", "naloxone", "someone-to-talk-to", "everyone", *OPEN_DOOR, "wheelchair-access", "self-referral"),
        where=("Lanternbridge",), hours=SHOP, checked=120,
    ),
    Invented(
        "Full Shelves Food Bank", "Full Shelves", "A food parcel, and somebody who helps with benefits and bills.",
        ("touchpoint", "food-and-essentials", "money-and-benefits", "everyone", *OPEN_DOOR, "self-referral"),
        where=("Southhaven", "Millbrook, Southhaven"), hours=(("TU,FR", "11:00", "15:00"),), checked=47,
    ),
    Invented(
        "Keys and Rooms", "Northmark Council", "Help to keep your home or to find one.",
        ("touchpoint", "housing-help", "advocacy", "people-without-a-home", "no-referral-needed", "appointment-needed",
         "self-referral", "professional-referral"),
        where=("Coldwater",), hours=OFFICE, checked=70,
    ),
    Invented(
        "Naloxone in an Afternoon", "Estmark Learns",
        "Learn what an overdose looks like and what to do; you go home with a kit.",
        ("training-course", "training", "naloxone", "everyone", "workers", "no-referral-needed", "free-of-charge",
         "self-referral"),
        where=("Lanternbridge",), hours=(("TU", "14:00", "16:30"),), checked=29,
    ),
    Invented(
        "Words That Help", "Estmark Learns", "A course on a screen for workers: how to talk so that people come back.",
        ("training-course", "training", "workers", "by-phone-or-video", "free-of-charge", "self-referral"),
        hours=(("WE", "10:00", "12:00"),), checked=150,
    ),
    Invented(
        "Overdose Follow-up of Northmark", "Northmark Partnership",
        "Somebody gets in touch within two days of an overdose and helps you stay alive.",
        ("service", "after-an-overdose", "outreach", "naloxone", "any-substance", "everyone", "comes-to-you",
         *OPEN_DOOR[:1], "abstinence-not-required", "free-of-charge", *SELF, "ambulance-referral", "police-referral"),
        where=("Beacon Hill",), hours=((EVERY_DAY, "08:00", "20:00"),), checked=8, is_shut_on_holidays=False,
    ),
    Invented(
        "Alcohol Clinic of Southhaven", "Southhaven Partnership", "Help to drink less or stop safely, with medicine.",
        ("service", "alcohol-treatment", "alcohol", "everyone", "appointment-needed", "no-referral-needed",
         "free-of-charge", "self-referral", "health-referral"),
        where=("Southhaven",), hours=OFFICE, checked=51,
    ),
    Invented(
        "Rainbow Evening", "Estmark Rainbow", "An evening for LGBTQ+ people about chems, without a raised eyebrow.",
        ("service", "peer-support", "stimulants", "lgbtq", *OPEN_DOOR, "no-name-needed", "open-evenings",
         "self-referral"),
        where=("Lanternbridge",), hours=(("TH", "19:00", "22:00"),), checked=19,
    ),
    Invented(
        "Speak Up Midvale", "Midvale Advocates", "Somebody on your side who helps you say what you want and complain.",
        ("service", "advocacy", "everyone", *OPEN_DOOR[:1], "free-of-charge", "self-referral", "family-referral"),
        where=("Lanternbridge",), hours=OFFICE, checked=43,
    ),
    Invented(
        "Walking Beside", "Southhaven Community", "Workers who have lived it go with you to the first appointments.",
        ("service", "peer-support", "outreach", "any-substance", "everyone", *OPEN_DOOR, "comes-to-you",
         "self-referral"),
        where=("Southhaven",), hours=OFFICE, checked=26,
    ),
    Invented(
        "Parents' Mornings", "Midvale Partnership", "A morning for mothers and fathers; children play next door.",
        ("service", "peer-support", "parents", "any-substance", *OPEN_DOOR, "childcare", "self-referral"),
        where=("Millbrook, Midvale",), hours=(("TU", "09:30", "11:30"),), checked=82,
    ),
    Invented(
        "Wound Room Coldwater", "Estmark health service", "A nurse looks at sores and abscesses; no appointment.",
        ("service", "wound-care", "everyone", *OPEN_DOOR, "self-referral"),
        where=("Coldwater",), hours=(("MO,TH", "13:00", "16:00"),), checked=57,
    ),
    Invented(
        "Test and Treat Southhaven", "Estmark health service", "A quick test for HIV and hepatitis, and treatment.",
        ("service", "blood-borne-virus-tests", "everyone", *OPEN_DOOR, "no-name-needed", "self-referral"),
        where=("Southhaven",), hours=(("WE", "12:00", "18:00"),), checked=91,
    ),
    # Two of which their sources use no words of ours: they are found by what they say.
    Invented(
        "Saint Odda Surgery", "Estmark health service",
        "Family doctors. Two of them prescribe methadone and buprenorphine; ask at the desk.",
        (), where=("Saint Odda",), hours=OFFICE, checked=180,
    ),
    Invented(
        "Hilltop Counselling", "Hilltop Trust", "Counselling for anybody whose drinking or drug use worries them.",
        (), where=("Beacon Hill",), hours=(("MO,WE", "13:00", "19:00"),), checked=None,
    ),
    Invented(
        "Boat Crews' Room", "Southhaven Fishers", "A room by the boats for crews who want to cut down.",
        ("touchpoint", "someone-to-talk-to", "alcohol", *OPEN_DOOR, "self-referral"),
        where=("The Slips",), hours=(("MO,TU,WE,TH,FR,SA", "06:00", "10:00"),), checked=77, is_shut_on_holidays=None,
    ),
)  # fmt: skip
SERVICES = (*TEAMS, *PHARMACIES, *MEETINGS, *CAFES, *FAMILIES, *SINGLE)

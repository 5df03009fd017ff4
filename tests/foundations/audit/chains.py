"""Invented chains, worked out from the published description alone, and the ways in which they are tampered with."""

import hashlib
import json
from random import Random

GENESIS = "00" * 32
PARTS = ("agency", "sequence", "at", "actor", "action", "kind", "subject", "detail", "previous")
ACTORS = ("A. Person (invented) (user 7)", "Ærø, “quoted” 🧭 (user 8)", "system: clocks", "1:2:3")
ACTIONS = ("case.read", "case.closed", "wish.recorded")


def by_hand(entry):
    """Return the digest of an entry as docs/explanation/audit.md describes it."""
    texts = ["tideturn-audit-1", *(str(entry[part]) if entry[part] is not None else "" for part in PARTS)]
    return hashlib.sha256("".join(f"{len(text.encode('utf-8'))}:{text}" for text in texts).encode("utf-8")).hexdigest()


def entry_of(random, agency, sequence, previous, **changes):
    """Return one whole entry that follows on another."""
    entry = {
        "agency": agency,
        "sequence": sequence,
        "at": f"2026-11-21T{sequence // 60:02}:{sequence % 60:02}:00.{random.randrange(10**6):06}Z",
        "actor": random.choice(ACTORS),
        "action": random.choice(ACTIONS),
        "kind": "case",
        "subject": random.choice((None, f"6f1c1b52-8b0e-4a53-9a3b-{random.getrandbits(48):012x}")),
        "detail": json.dumps({"why": random.getrandbits(32)}),
        "previous": previous,
        **changes,
    }
    return {**entry, "digest": by_hand(entry)}


def chain_of(random, agency, length, start=()):
    """Return a chain, or one that goes on from where another stands."""
    entries = list(start)
    while len(entries) < length:
        entries.append(entry_of(random, agency, len(entries) + 1, entries[-1]["digest"] if entries else GENESIS))
    return entries


def chains_of(random):
    """Return chains of a few agencies."""
    return {agency: chain_of(random, agency, random.randint(2, 9)) for agency in ("estmark", "system", "Ærø")}


def export_of(chains):
    """Return the lines of an export."""
    return [entry for chain in chains.values() for entry in chain]


def heads_of(chains):
    """Return the lines of a witness that saw where each chain ends."""
    lines, before = [], GENESIS
    for agency, chain in chains.items():
        told = {"agency": agency, "sequence": chain[-1]["sequence"], "digest": chain[-1]["digest"], "at": "then"}
        lines.append(json.dumps({**told, "previous": before}).encode())
        before = hashlib.sha256(lines[-1]).hexdigest()
    return lines


def edited(random, chain):
    """Change one part of one entry; half of the time its own digest is made to fit."""
    entry = random.choice(chain)
    part = random.choice((*PARTS, "digest"))
    value = entry[part]
    if part == "sequence":
        entry[part] = value + random.choice((-1, 1, 1000))
    elif part in ("previous", "digest"):
        at = random.randrange(64)
        entry[part] = value[:at] + f"{(int(value[at], 16) + random.randint(1, 15)) % 16:x}" + value[at + 1 :]
    else:
        entry[part] = f"{value or ''}{random.choice('0 é')}"
    if part != "digest" and random.random() < 0.5:
        entry["digest"] = by_hand(entry)


def deleted(random, chain):
    """Take one entry out."""
    del chain[random.randrange(len(chain))]


def swapped(random, chain):
    """Let two entries change places, or change all they say and keep their numbers."""
    first, second = random.sample(range(len(chain)), 2)
    chain[first], chain[second] = chain[second], chain[first]
    if random.random() < 0.5:
        for place in (first, second):
            chain[place]["sequence"] = place + 1


def inserted(random, chain):
    """Put an entry in before another, well tied to what stands before it; or one that is there already."""
    place = random.randrange(len(chain))
    before = chain[place - 1]["digest"] if place else GENESIS
    forged = entry_of(random, chain[0]["agency"], place + 1, before)
    chain.insert(place, random.choice((forged, dict(random.choice(chain)))))


def truncated(random, chain):
    """Cut the tail off, or all of it."""
    del chain[random.randrange(len(chain)) :]


def rolled_back(random, chain):
    """Go back to an earlier state and on from there, as after an old backup."""
    kept = random.randrange(len(chain))
    chain[:] = chain_of(random, chain[0]["agency"], random.randint(kept, len(chain) + 3), chain[:kept])


def rewritten(random, chain):
    """Change one entry and write everything after it anew, so that the chain is whole in itself."""
    place = random.randrange(len(chain))
    chain[place]["actor"] += " and somebody else"
    rehash(chain, place)


def rehash(chain, place):
    """Tie every entry from a place on to the one before it."""
    for at in range(place, len(chain)):
        chain[at]["previous"] = chain[at - 1]["digest"] if at else GENESIS
        chain[at]["digest"] = by_hand(chain[at])


TAMPERING = (edited, deleted, swapped, inserted, truncated, rolled_back, rewritten)
ONLY_BY_WITNESS = (truncated, rolled_back, rewritten)


def trial(seed):
    """Return what was done in a trial, its export after that, and what a witness saw before."""
    random = Random(seed)  # noqa: S311 - it must be the same again
    chains = chains_of(random)
    heads = heads_of(chains)
    tamper = random.choice(TAMPERING)
    tamper(random, random.choice(list(chains.values())))
    return tamper, export_of(chains), heads

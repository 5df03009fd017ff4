"""Each fault that a pathway may have is planted once in an invented one, and found with its line and a remedy."""

import pytest

COLD = "pathways/cold-night-return.yaml"
OVERDOSE = "pathways/near-fatal-overdose.yaml"

MOVE = "\n  - {id: wander, title: Wander, from: [found], to: adrift, who: [lead]}\n\nclocks:"
ADRIFT = "\n  - {id: adrift, title: Adrift, words: Nobody knows.}\n\nmoves:"
CLOCK = """
  - id: idle
    title: Idle
    starts: {STARTS}
    stops: {STOPS}
    limit: {amount: 2, unit: hours}
    escalate_to: [lead]
    source: {kind: product-default, title: Invented}

questions:"""


def clock(starts, stops):
    """Return a clock to plant, and what stands behind it."""
    return CLOCK.replace("{STARTS}", starts).replace("{STOPS}", stops)


# what is planted in the place of what, on which line below it the fault stands, what is said, what is advised
FAULTS = {
    "unknown purpose": ("purpose: cold-night-return", "purpose: spring", 0, "no purpose “spring”", "vocabularies.yaml"),
    "unknown agency kind": ("homelessness-service, third", "circus, third", 0, "no agency kind “circus”", "warm-room"),
    "nobody may start": (
        "may_start:\n  agency_kinds: [ambulance-service, police, homelessness-service, third-sector-service]\n"
        "  self: true",
        "may_start: {agency_kinds: []}",
        0,
        "nobody may start",
        "self: true",
    ),
    "two starts": ("asked what they need.}", "asked., is_start: true}", -1, "2 stages are marked is_start", "the one"),
    "start that is an end": (
        "is_start: true",
        "is_start: true, is_end: true",
        0,
        "both the start and an end",
        "one mark",
    ),
    "unreachable stage": ("\n\nmoves:", ADRIFT, 1, "“Adrift” can never be reached", "a move that leads to it"),
    "dead end": (", is_end: true}\n\nmoves:", "}\n\nmoves:", 0, "“Door left open” is a dead end", "is_end"),
    "move to an unknown stage": ("\n\nclocks:", MOVE, 1, "no stage “adrift”", "bed-held"),
    "move from an unknown stage": ("from: [bed-asked]", "from: [bad-asked]", 0, "no stage “bad-asked”", "bed-asked"),
    "move from nowhere": (
        "from: [found], to: warming",
        "from: [], to: warming",
        0,
        "“Come in” starts nowhere",
        "stage",
    ),
    "move out of an end": ("from: [bed-asked]", "from: [bed-asked, settled]", 0, "“Bed given” leaves “settled”", "new"),
    "move that nobody may make": ("who: [any-with-case]", "who: []", 0, "nobody may make the move “Come in”", "who"),
    "end without outcome": ("    outcome: [own-bed, shelter-bed]\n", "", -6, "“Settle in” closes the case", "outcome:"),
    "outcome on the way": (
        "to: warming, who: [any",
        "to: warming, outcome: [own-bed], who: [any",
        0,
        "“Come in” has an outcome",
        "lead to an end",
    ),
    "unknown outcome": ("outcome: [own-bed,", "outcome: [castle,", 0, "no outcome “castle”", "own-bed"),
    "need of an unknown question": ("needs: [nights]", "needs: [knights]", 0, "no question “knights”", "nights"),
    "question at an unknown stage": ("    stage: found", "    stage: lost", 0, "no stage “lost”", "found"),
    "clock nobody answers": (
        "    escalate_to: [team, duty-lead, national-queue]\n",
        "",
        -6,
        "nobody answers when “Indoors before the next night” runs out",
        "escalate_to",
    ),
    "clock started by an unknown stage": (
        "\n\nquestions:",
        clock("{on: stage, id: lost}", "{stages: [warming]}"),
        3,
        "no stage “lost”",
        "found",
    ),
    "clock started by an unknown move": (
        "{on: move, id: bed-given}",
        "{on: move, id: bed}",
        0,
        "no move “bed”",
        "bed-given",
    ),
    "clock started by an unknown result": ("id: left-word}\n", "id: fog}\n", 0, "no contact result “fog”", "left-word"),
    "clock started by an unknown agency": ("id: night-shelter", "id: inn", 0, "no agency kind “inn”", "night-shelter"),
    "clock started by an unknown branch": (
        "{on: branch, id: child-outside}",
        "{on: branch, id: elf}",
        0,
        "no branch “elf”",
        "",
    ),
    "clock that starts as the case closes": (
        "\n\nquestions:",
        clock("{on: stage, id: settled}", "{entries: [contact-logged]}"),
        3,
        "“Idle” can never run",
        "before the end",
    ),
    "clock stopped by an unknown stage": (
        "{stages: [warming, bed-asked]}",
        "{stages: [lava]}",
        0,
        "no stage “lava”",
        "",
    ),
    "clock stopped by an unknown move": ("moves: [settle, bed-lost]", "moves: [sit]", 0, "no move “sit”", "settle"),
    "clock that nothing stops": (
        "{moves: [settle, bed-lost]}",
        "{}",
        0,
        "can never stop before the case is closed",
        "Name",
    ),
    "clock stopped only by what came before": (
        "\n\nquestions:",
        clock("{on: stage, id: warming}", "{stages: [found], moves: [come-in]}"),
        4,
        "“Idle” can never stop: nothing",
        "still be reached",
    ),
    "contact that never counts": (
        "is_contact: true",
        "is_contact: false",
        -30,
        "contact-made never happens",
        "is_contact: true",
    ),
    "stage where a case stands with no clock": (
        "starts: {on: stage, id: bed-asked}",
        "starts: {on: referral}",
        -43,
        "a case may stand in “Bed asked for” with no clock running",
        "only leaving it stops",
    ),
    "stage whose clock a refusal stops": (
        "stops: {stages: [bed-asked]}",
        "asks_contact: true\n    stops: {stages: [bed-asked]}",
        -38,
        "a case may stand in “Warming up” with no clock running",
        "only leaving it stops",
    ),
    "stage whose clock an entry may stop": (
        "stops: {stages: [bed-asked]}",
        "stops: {stages: [bed-asked], entries: [contact-logged]}",
        -38,
        "a case may stand in “Warming up” with no clock running",
        "only leaving it stops",
    ),
    "warning as long as the limit": (
        "warn_before: {amount: 2, unit: hours}",
        "warn_before: {amount: 8, unit: hours}",
        0,
        "the warning (8 hours) is not shorter than the limit (8 hours)",
        "Warn later",
    ),
    "warning in other units that may come before the start": (
        "warn_before: {amount: 12, unit: hours}",
        "warn_before: {amount: 64, unit: hours}",
        0,
        "the warning (64 hours) is not shorter than the limit (3 calendar days)",
        "Warn later",
    ),
    "pause without a reason": (
        "    pause_reasons:\n      - {id: in-hospital, title: The person is in hospital and the bed is kept}\n",
        "",
        -8,
        "may pause without a reason",
        "pause_reasons",
    ),
    "reason without a pause": ("    may_pause: true\n", "", -7, "has reasons to pause and may not", "may_pause: true"),
    "branch on an unknown question": (
        "when: {age_below: 18}",
        "when: {answer: {question: age, equals: young}}",
        0,
        "no question “age”",
        "feet",
    ),
    "branch on an answer nobody can give": (
        "when: {age_below: 18}",
        "when: {answer: {question: stairs, equals: lift}}",
        0,
        "“lift” can never be the answer",
        "any, few, none",
    ),
    "branch to an unknown agency": ("refers_to: child-protection", "refers_to: santa", 0, "no agency kind “santa”", ""),
    "branch with an unknown clock": ("    clock: tell-child-protection", "    clock: bell", 0, "no clock “bell”", ""),
    "branch that forgets its clock": (
        "    clock: tell-child-protection\n",
        "",
        -44,
        "does not name “tell-child-protection” as its clock",
        "clock: tell-child-protection",
    ),
    "branch whose clock starts on something else": (
        "starts: {on: branch, id: child-outside}",
        "starts: {on: opened}",
        0,
        "names this clock, which starts on something else",
        "{on: branch, id: child-outside}",
    ),
    "measure to an unknown stage": (
        "to: {on: stage, id: warming}",
        "to: {on: stage, id: hot}",
        0,
        "no stage “hot”",
        "",
    ),
    "measure of an unknown entry": (
        "to: {on: move, id: bed-given}",
        "to: {on: entry, id: sneeze}",
        0,
        "no journal entry “sneeze”",
        "contact-made",
    ),
    "measure by an unknown clock": (
        "limit_clock: before-dark",
        "limit_clock: moon",
        0,
        "no clock “moon”",
        "before-dark",
    ),
    "id used twice": ("{id: not-there,", "{id: met,", 0, "“met” stands here twice", "another id"),
    "prefix used twice": ("reference_prefix: CNR", "reference_prefix: NFO", None, "begin with NFO already", "no other"),
    "file under another name": (
        "id: cold-night-return\n",
        "id: frost\n",
        0,
        "the file is named cold-night-return",
        "alike",
    ),
}


@pytest.mark.parametrize("planted", FAULTS)
def test_planted_fault_is_found_with_its_line_and_a_remedy(pack, planted):
    old, new, below, said, advised = FAULTS[planted]
    line = pack.spoil(COLD, old, new)

    found = [fault for fault in pack.faults() if said in fault.problem]

    assert len(found) == 1, f"{planted}: {[str(fault) for fault in pack.faults()]}"
    assert found[0].remedy
    assert advised in found[0].remedy
    if planted != "prefix used twice":  # told at the second of the two files
        assert found[0].path == pack.folder / COLD
        assert found[0].line == line + below
    else:
        assert found[0].path == pack.folder / OVERDOSE


WALK = """
  - {id: out, title: Out, from: [warming], to: walk, who: [lead]}
  - {id: back, title: Back, from: [walk], to: seen, who: [lead]}
  - {id: in, title: In, from: [seen], to: warming, who: [lead]}

clocks:"""
WALKED = """keeps a bed.}
  - {id: walk, title: Walk, words: Out again.}
  - {id: seen, title: Seen, words: Somebody is looking., asks_contact: true}"""


def test_stage_that_those_who_refuse_contact_cannot_leave_is_found(pack):
    line = pack.spoil(COLD, "keeps a bed for the person.}", WALKED)
    pack.spoil(COLD, "\n\nclocks:", WALK)

    (refused,) = [fault for fault in pack.faults() if "for those who refuse contact" in fault.problem]

    assert "“Walk” is a dead end" in refused.problem
    assert refused.line == line + 1
    assert refused.remedy == "Write a move to a stage without asks_contact, or to an end."


def test_invented_pathways_are_without_a_fault(read, pack):
    assert len(read(pack.folder).pathways) == 3


def test_misspelt_stage_is_told_once_and_not_as_a_road_that_ends(pack):
    pack.spoil(COLD, "from: [bed-held]\n    to: settled", "from: [bed-held]\n    to: setled")

    (fault,) = pack.faults()

    assert "no stage “setled”" in fault.problem


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("starts: {on: opened}", "starts: {on: opened, id: found}", "takes no id"),
        ("starts: {on: move, id: bed-given}", "starts: {on: move}", "needs the id"),
        ("to: {on: move, id: bed-given}}", "to: {on: move}}", "needs id"),
        ("from: {on: closed}", "from: {on: closed, id: settled}", "takes no id"),
        ("kind: count, from", "kind: time, from", "a time needs to"),
        ("kind: count, from: {on: opened}", "kind: count, limit_clock: bed-kept, from: {on: opened}", "limit_clock"),
        ("when: {age_below: 18}", "when: {}", "either age_below or answer"),
        ('choices: [{id: any, title: "Yes"}, ', "choices: [] #", "at least two choices"),
        ("kind: number}", "kind: number, choices: [{id: one, title: One}]}", "takes no choices"),
        ("reference_prefix: CNR", "reference_prefix: cnr", "reference_prefix"),
        ("unit: hours", "unit: fortnights", "limit.unit"),
        ("amount: 8", "amount: 0", "limit.amount"),
    ],
)
def test_schema_refuses_what_makes_no_sense(pack, old, new, said):
    pack.spoil(COLD, old, new)

    assert said in pack.refusal()

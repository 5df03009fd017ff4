"""Reading a pack: what is right is read, and what is wrong is refused with file, line and remedy."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tideturn.packs import loading
from tideturn.packs.errors import PackFileMissing
from tideturn.packs.loading import load_organisations, load_pack, pack_folder

REPORT = "plans/listening-report-2022.yaml"
DOORS = "plans/open-doors-2016.yaml"
STEPS = "plans/first-steps-2010.yaml"
ANSWER = "plans/answer-2023.yaml"


def test_load_pack_reads_the_invented_country(example_pack):
    assert [plan.id for plan in example_pack.plans] == [
        "first-steps-2010",
        "open-doors-2016",
        "listening-report-2022",
        "answer-2023",
    ]
    assert example_pack.description.is_invented
    assert example_pack.organisation_by_name["EHS"].id == "estmark-health-service"


def test_invented_country_exercises_every_word_that_a_pack_may_hold(example_pack):
    from tideturn.packs.schema import link, plan

    items = [item for one in example_pack.plans for item in one.commitments]
    statuses = {item.status.value for item in items if item.status}
    statuses |= {position.status for item in items for position in item.positions if position.status}
    assert statuses == set(plan.Status)
    assert {item.acceptance.value for item in items if item.acceptance} == set(plan.AcceptanceValue)
    assert {item.acceptance.basis for item in items if item.acceptance} == set(plan.Basis)
    assert {item.kind for item in items} == set(plan.Kind)
    assert {one.nature for one in example_pack.plans} == set(plan.Nature)
    assert {one.state for one in example_pack.plans} == set(plan.State)
    assert {money.bound for item in items for money in item.money if money.bound} == set(plan.Bound)
    assert {one.relation for one in example_pack.links} == set(link.Relation)
    assert {one.confidence for one in example_pack.links} == set(link.Confidence)
    assert {one.origin for one in example_pack.links} == set(link.Origin)
    assert {one.kind for one in example_pack.links} == set(link.LinkKind)


def test_load_pack_reads_the_scottish_pack(scottish_pack):
    assert len(scottish_pack.plans) == 5


def test_load_organisations_reads_only_their_file(repository, tmp_path):
    (tmp_path / "organisations.yaml").write_bytes((repository / "packs/example/organisations.yaml").read_bytes())

    assert len(load_organisations(tmp_path)) == 15


def test_pack_folder_is_the_scottish_one_unless_another_is_chosen(repository, monkeypatch):
    monkeypatch.delenv("TIDETURN_PACK", raising=False)
    assert pack_folder() == repository / "packs" / "scotland"

    monkeypatch.setenv("TIDETURN_PACK", "packs/example")
    assert pack_folder() == repository / "packs" / "example"


def test_load_pack_without_its_folder_says_how_to_choose_one(tmp_path):
    with pytest.raises(PackFileMissing, match="TIDETURN_PACK"):
        load_pack(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "name", ["pack.yaml", "organisations.yaml", "documents.yaml", "timescales.yaml", "lineage.yaml"]
)
def test_load_pack_without_one_of_its_files_names_it(pack, name):
    (pack.folder / name).unlink()

    assert f"{name}: not found" in pack.refusal()


# Each row plants one fault: the file, what is replaced by what, and what must be said.
FAULTS = [
    # keys
    ("pack.yaml", "title: Estmark", "titel: Estmark", "titel: Extra inputs are not permitted"),
    (REPORT, "    timescale: Soon/Later", "    timescales: Soon/Later", "Extra inputs are not permitted"),
    (
        REPORT,
        "    title: Create a post",
        "    kind: action\n    title: Create a post",
        "the key “kind” is written twice",
    ),
    ("timescales.yaml", "rules:", "rules: {}\nrules:", "the key “rules” is written twice"),
    # words
    (REPORT, "kind: recommendation", "kind: wish", "'action', 'recommendation'"),
    (REPORT, "value: in_part", "value: partly", "'accepted', 'in_part'"),
    (REPORT, "value: under_way", "value: underway", "'not_started'"),
    (REPORT, "basis: reading", "basis: guess", "'stated' or 'reading'"),
    (REPORT, "nature: asked", "nature: begged", "'asked', 'promised' or 'answered'"),
    (DOORS, "state: closed", "state: over", "'current', 'closed' or 'superseded'"),
    (DOORS, "bound: up_to", "bound: below", "'up_to', 'over'"),
    ("lineage.yaml", "relation: supersedes", "relation: follows", "'restates', 'continues'"),
    ("lineage.yaml", "confidence: medium", "confidence: sure", "'high', 'medium' or 'alternative'"),
    ("documents.yaml", "published_precision: month", "published_precision: week", "'day', 'month' or 'year'"),
    # ids and lengths
    ("organisations.yaml", "id: board-of-healing", "id: Board_of_Healing", "String should match pattern"),
    ("organisations.yaml", "name: Board of Healing", f"name: {'x' * 201}", "at most 200 characters"),
    (REPORT, "id: LR-02", "id: lr-02", "String should match pattern"),
    ("lineage.yaml", "id: X-01", f"id: X-{'0' * 20}", "at most 20 characters"),
    (REPORT, "title: Create a post that looks after the kits", f"title: {'word ' * 13}", "more than 12 words"),
    (DOORS, "currency: XTS", "currency: pounds", "String should match pattern"),
    (DOORS, "amount: 12000000", "amount: 0", "greater than 0"),
    (DOORS, "amount: 12000000", "amount: -5", "greater than 0"),
    (DOORS, "amount: 12000000", "amount: twelve", "valid integer"),
    ("documents.yaml", "https://www.estmark.example/first-steps", "http://plain.example", "String should match"),
    # dates
    (REPORT, "published: 2022-03-15", "published: 2022", "year-month-day"),
    (REPORT, "published: 2022-03-15", "published: 15/03/2022", "year-month-day"),
    (REPORT, "published: 2022-03-15", "published: 2022-02-30", "valid date"),
    ("documents.yaml", "published: 2010-05-10", "published: 0", "year-month-day"),
    # what belongs together
    (DOORS, "state_since: 2020-12-31\n", "", "needs state_since"),
    (REPORT, "state: current", "state: current\nstate_since: 2023-01-01", "has no state_since"),
    ("organisations.yaml", "exists_until: 2015-12-31", "exists_until: 1980-12-31", "before exists_from"),
    ("organisations.yaml", "{id: estmark-health-service, on", "{id: board-of-healing, on", "not its own successor"),
    (
        REPORT,
        ", on: 2023-02-01, document: answer, basis: stated",
        ", basis: stated",
        "an answer needs by, on and document",
    ),
    (DOORS, "part_of: whole", "part_of: hole", "part_of names no other sum"),
    (DOORS, "part_of: whole", "part_of: kits", "part_of names no other sum"),
    (DOORS, "amount: 12000000,", "amount: 12000000, part_of: kits,", "leads round in a circle"),
    (DOORS, "period_end: 2020-03-31", "period_end: 2015-03-31", "before period_start"),
    (
        "timescales.yaml",
        "start: {months: 12}, due: {months: 36}",
        "start: {months: 40}, due: {months: 36}",
        "due is before",
    ),
    ("timescales.yaml", "months: 12", "months: 601", "less than or equal to 600"),
    ("lineage.yaml", "from: OD-1, to: FS-001", "from: OD-1, to: OD-1", "joins two commitments"),
    # what must point at something
    (REPORT, "publisher: Listening Commission", "publisher: Nobody", "“Nobody” is no organisation"),
    (REPORT, "documents: [listening-report]", "documents: [lost]", "“lost” is no document"),
    (REPORT, "timescale_rules: listening-terms", "timescale_rules: other-terms", "“other-terms” is no table"),
    (REPORT, "owners: [National Kit Co-ordinator]", "owners: [A Stranger]", "“A Stranger” is no organisation"),
    (REPORT, "others: [Harbour Lights]", "others: [A Stranger]", "“A Stranger” is no organisation"),
    (REPORT, "asked_of: [Local partnerships]", "asked_of: [A Stranger]", "“A Stranger” is no organisation"),
    (ANSWER, "made_by: [Listening Commission]", "made_by: [A Stranger]", "“A Stranger” is no organisation"),
    (REPORT, "by: Government of Westmark", "by: A Stranger", "“A Stranger” is no organisation"),
    (REPORT, "by: Estmark Health Service", "by: A Stranger", "“A Stranger” is no organisation"),
    (REPORT, "document: kit-figures-2024", "document: lost", "“lost” is no document"),
    (REPORT, "as_at: 2023-02-01, document: answer", "as_at: 2023-02-01, document: lost", "“lost” is no document"),
    (REPORT, "section: law", "section: order", "there is no section “order”"),
    (DOORS, "parent: OD-1b", "parent: OD-9", "“OD-9” does not stand above it"),
    (DOORS, "parent: OD-1\n", "parent: OD-2\n", "“OD-2” does not stand above it"),
    ("documents.yaml", "plan: open-doors-2016", "plan: open-doors-2017", "there is no plan “open-doors-2017”"),
    ("documents.yaml", "publisher: Estmark Health Service", "publisher: Nobody", "“Nobody” is no organisation"),
    ("organisations.yaml", "{id: estmark-health-service, on", "{id: lost, on", "successor “lost” is not in this file"),
    ("lineage.yaml", "to: FS-001", "to: FS-999", "there is no commitment “FS-999”"),
    ("lineage.yaml", "from: OD-1,", "from: OD-99,", "there is no commitment “OD-99”"),
    # what must not stand twice
    ("organisations.yaml", "aliases: [Harbour Lights Charity]", "aliases: [EHS]", "is used twice"),
    ("organisations.yaml", "id: estmark-assembly", "id: board-of-healing", "“board-of-healing” is used twice"),
    ("documents.yaml", "id: detailed-replies", "id: answer", "“answer” stands here twice"),
    (REPORT, "id: LR-02", "id: LR-01", "“LR-01” is used twice"),
    (REPORT, "id: LR-08", "id: FS-001", "is used in the plan “first-steps-2010” too"),
    (REPORT, "{id: law, title: Law}", "{id: law, title: Law}\n  - {id: kits, title: More}", "“kits” stands here twice"),
    (DOORS, "{id: training,", "{id: kits,", "“kits” stands here twice"),
    (
        REPORT,
        "[{as_written: before the end of 2022, due: 2022-12-31}]",
        "[{as_written: a}, {as_written: a}]",
        "“a” stands here",
    ),
    ("lineage.yaml", "id: X-02", "id: X-01", "“X-01” is used twice"),
    (
        "lineage.yaml",
        "from: LR-05, to: LR-04, relation: overlaps",
        "from: LR-04, to: OD-1, relation: restates",
        "here twice",
    ),
    ("timescales.yaml", "word: Later", "word: Soon", "“Soon” stands here twice"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS, ids=[f"{row[0]}: {row[3]}" for row in FAULTS])
def test_load_pack_refuses_what_is_wrong_and_names_file_line_and_remedy(pack, name, old, new, said):
    line = pack.spoil(name, old, new)

    fault = next((fault for fault in pack.faults() if said in str(fault)), None)
    assert fault is not None, pack.refusal()
    assert fault.path == pack.folder / name
    assert fault.remedy.endswith(".")
    # The line of the value, or where two values do not fit, that of the item in which they stand.
    assert line - 20 <= fault.line <= line + 1


def test_load_pack_takes_a_held_document_with_a_note_and_no_address(pack):
    pack.spoil("documents.yaml", "    address: https://www.estmark.example/first-steps\n", "")
    assert len(load_pack(pack.folder).plans) == 4

    pack.spoil("documents.yaml", "    note: Invented.\n", "")
    assert "needs its address, or a note" in pack.refusal()


def test_load_pack_names_every_fault_at_once(pack):
    pack.spoil(REPORT, "kind: recommendation", "kind: wish")
    pack.spoil(DOORS, "state: closed", "state: over")
    pack.spoil("documents.yaml", "held: true", "held: perhaps")

    assert {fault.path.name for fault in pack.faults()} == {
        "listening-report-2022.yaml",
        "open-doors-2016.yaml",
        "documents.yaml",
    }


def test_load_pack_points_at_the_very_line_of_a_value(pack):
    line = pack.spoil(REPORT, "owners: [National Kit Co-ordinator]", "owners: [3]")

    assert [fault.line for fault in pack.faults()] == [line]


def test_load_pack_refuses_a_file_that_is_not_named_after_its_plan(pack):
    (pack.folder / ANSWER).rename(pack.folder / "plans" / "other.yaml")

    assert "the file is named other.yaml and its id is “answer-2023”" in pack.refusal()


def test_load_pack_refuses_two_positions_of_one_source_on_one_day(pack):
    pack.spoil(
        REPORT,
        "    positions:\n",
        "    positions:\n      - {on: 2023-02-01, note: Again., source: Our Answer to the Listening Commission}\n",
    )

    assert "says something of 2023-02-01 already" in pack.refusal()


def test_load_pack_without_editions_has_none(example_pack):
    assert example_pack.editions == ()


def test_load_pack_refuses_an_edition_that_points_nowhere(pack):
    (pack.folder / "editions.yaml").write_text(
        "editions:\n  - plan: lost\n    document: lost\n    layout: table\n    wordings: {FS-001: 0123456789abcdef}\n"
    )

    said = pack.refusal()

    assert "there is no plan “lost”" in said
    assert "“lost” is no document" in said
    assert "there is no commitment “FS-001” in the plan" in said


def test_pack_cannot_be_changed_once_read(example_pack):
    with pytest.raises(Exception, match="frozen"):
        example_pack.plans[0].title = "Another"


def test_every_key_of_the_format_is_explained_where_the_errors_send_people(repository: Path):
    from tideturn.packs.schema import area, calendar, document, edition, link, organisation, pack, plan, timescale

    explained = (repository / "packs" / "README.md").read_text(encoding="utf-8")
    shapes = [pack.PackDescription, organisation.Organisation, organisation.Successor, document.Document]
    shapes += [timescale.TimescaleRule, plan.Plan, plan.Section, plan.Commitment, plan.StatedStatus, plan.Acceptance]
    shapes += [plan.Deadline, plan.Measure, plan.Money, plan.Position, link.Link, edition.Edition]
    shapes += [area.Areas, area.AreaScheme, area.Area, area.Board]
    shapes += [calendar.Calendars, calendar.NationalHolidays, calendar.LocalCalendar, calendar.Holiday]
    missing = [
        f"{shape.__name__}.{field.alias or name}"
        for shape in shapes
        for name, field in shape.model_fields.items()
        if not names(explained, field.alias or name)
    ]

    assert missing == []


def names(text: str, key: str) -> bool:
    """Return whether a text names a key among its code words."""
    import re

    return any(re.search(rf"\b{key}\b", code) for code in re.findall(r"`([^`]*)`", text))


def test_names_finds_what_is_not_explained():
    assert not names("a word `one` and two", "two")


def test_dates_are_dates_and_words_are_words(example_pack):
    answer = next(item for item in example_pack.plans[2].commitments if item.id == "LR-03").acceptance

    assert answer.on == date(2022, 11, 30)


def test_pack_folder_is_found_where_an_installation_put_it(tmp_path, monkeypatch):
    (tmp_path / "installed" / "packs" / "estmark").mkdir(parents=True)
    monkeypatch.setattr(loading, "REPOSITORY", tmp_path / "nowhere")
    monkeypatch.setattr(loading, "INSTALLED", tmp_path / "installed")
    monkeypatch.setenv("TIDETURN_PACK", "packs/estmark")

    assert loading.pack_folder() == tmp_path / "installed" / "packs" / "estmark"


def test_pack_folder_of_the_repository_comes_first(monkeypatch, repository):
    monkeypatch.delenv("TIDETURN_PACK", raising=False)

    assert loading.pack_folder() == repository / "packs" / "scotland"


def test_every_folder_of_a_pack_is_installed_with_the_command(repository):
    described = tomllib.loads((repository / "pyproject.toml").read_text())
    installed = {one for globs in described["tool"]["setuptools"]["data-files"].values() for one in globs}
    files = [path for path in (repository / "packs").rglob("*") if path.suffix in {".yaml", ".csv"}]
    written = {f"{path.parent.relative_to(repository)}/*{path.suffix}" for path in files}

    assert written == installed

"""What tables are called in HSDS 1.1, 2.0 and 3.0 and in Ohana's CSV, and what their columns are in 3.0.

Sources: datapackage.json of openreferral/specification v1.1.0, v2.0.1 and 3.0; codeforamerica/ohana-api's sample CSV.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CANONICAL = {
    "organization": "organizations",
    "program": "programs",
    "service": "services",
    "service_at_location": "service_at_location",
    "location": "locations",
    "phone": "phones",
    "contact": "contacts",
    "address": "addresses",
    "schedule": "schedules",
    "funding": "funding",
    "service_area": "service_areas",
    "required_document": "required_documents",
    "language": "languages",
    "accessibility": "accessibility",
    "cost_option": "cost_options",
    "organization_identifier": "organization_identifiers",
    "attribute": "attributes",
    "taxonomy": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
    "metadata": "metadata",
    "meta_table_description": "meta_table_descriptions",
}


@dataclass(frozen=True)
class Split:
    """A list within one cell: the field it becomes, the name its parts have there, what stands between them."""

    into: str
    part: str
    separator: str = ","


@dataclass(frozen=True)
class TableRule:
    """What a row of a table is, and what its columns are called in 3.0."""

    kind: str
    renames: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, Split] = field(default_factory=dict)
    is_old: bool = False


_SPLIT_LANGUAGE = Split("languages", "name")
_SERVICE_TERMS = {"taxonomy_id": "taxonomy_term_id", "taxonomy_detail": "value"}

THREE = {name: TableRule(kind) for kind, stem in CANONICAL.items() for name in {stem, kind, f"{kind}s"}} | {
    "address": TableRule("address"),
    "organisations": TableRule("organization"),
}
# Names that 3.0 has no longer: where one of them is found, the package is of an older version.
OLD = {
    "services_at_location": TableRule("service_at_location", is_old=True),
    "physical_addresses": TableRule("address", fixed={"address_type": "physical"}, is_old=True),
    "postal_addresses": TableRule("address", fixed={"address_type": "postal"}, is_old=True),
    "mail_addresses": TableRule("address", fixed={"address_type": "postal"}, is_old=True),
    "regular_schedules": TableRule("schedule", is_old=True),
    "holiday_schedules": TableRule(
        "schedule", renames={"start_date": "valid_from", "end_date": "valid_to"}, is_old=True
    ),
    "services_taxonomy": TableRule("attribute", _SERVICE_TERMS, {"link_entity": "service"}, is_old=True),
    "service_attributes": TableRule("attribute", fixed={"link_entity": "service"}, is_old=True),
    "other_attributes": TableRule("attribute", is_old=True),
    "eligibility": TableRule("eligibility", is_old=True),
    "payments_accepted": TableRule("cost_option", renames={"payment": "amount_description"}, is_old=True),
    "accessibility_for_disabilities": TableRule("accessibility", renames={"accessibility": "description"}, is_old=True),
}
SINGULAR = {
    "service_taxonomy": "services_taxonomy",
    "physical_address": "physical_addresses",
    "postal_address": "postal_addresses",
    "regular_schedule": "regular_schedules",
    "holiday_schedule": "holiday_schedules",
    "payment_accepted": "payments_accepted",
    "service_attribute": "service_attributes",
    "other_attribute": "other_attributes",
}
# In a package of an older version, tables that have kept their names.
KEPT_NAMES = {
    "organization": TableRule("organization", renames={"url": "website"}),
    "service": TableRule(
        "service",
        renames={"accrediations": "accreditations"},
        splits={"taxonomy_ids": Split("attributes", "taxonomy_term_id")},
    ),
    "location": TableRule("location", fixed={"location_type": "physical"}),
    "phone": TableRule("phone", splits={"language": _SPLIT_LANGUAGE}),
    "language": TableRule("language", renames={"language": "name"}),
    "service_area": TableRule("service_area", renames={"service_area": "name"}),
    "taxonomy_term": TableRule("taxonomy_term", renames={"term": "name", "vocabulary": "taxonomy"}),
    "address": TableRule("address", fixed={"address_type": "physical"}),
}
OHANA = {
    "organization": TableRule("organization", renames={"date_incorporated": "year_incorporated"}),
    "service": TableRule(
        "service",
        renames={"website": "url", "eligibility": "eligibility_description"},
        splits={
            "languages": _SPLIT_LANGUAGE,
            "service_areas": Split("service_areas", "name"),
            "required_documents": Split("required_documents", "document"),
            "accepted_payments": Split("cost_options", "amount_description"),
            "taxonomy_ids": Split("attributes", "taxonomy_term_id"),
        },
    ),
    "location": TableRule(
        "location",
        renames={"website": "url"},
        fixed={"location_type": "physical"},
        splits={"languages": _SPLIT_LANGUAGE, "accessibility": Split("accessibility", "description")},
    ),
    "phone": TableRule("phone", renames={"number_type": "type"}),
    "taxonomy_term": TableRule("taxonomy_term", renames={"taxonomy_id": "id"}),
    "address": TableRule("address", fixed={"address_type": "physical"}),
}
TERM_COLUMNS = {"parent_id", "parent_name", "vocabulary"}
OHANA_SIGNS = ({"location_id", "keywords"}, {"location_id", "taxonomy_ids"}, {"admin_emails", "short_desc"})


@dataclass(frozen=True)
class Edition:
    """Which standard a set of tables follows, and which version of it."""

    is_ohana: bool
    version: str

    @property
    def is_old(self) -> bool:
        """Whether its names are others than those of 3.0."""
        return self.is_ohana or not self.version.startswith("3")


def edition_of(tables: Mapping[str, tuple[str, ...]], said: str = "") -> Edition:
    """Return the edition of tables by their names and columns; `said` is the version that their package states."""
    columns = [set(names) for names in tables.values()]
    if any(sign <= names for sign in OHANA_SIGNS for names in columns):
        return Edition(True, "1")
    stems = {SINGULAR.get(stem, stem) for stem in tables}
    if not stems & OLD.keys():
        return Edition(False, said if said.startswith(("1", "2", "3")) else "3.0")
    is_two = bool(stems & {"service_attributes", "other_attributes"}) or "taxonomy_terms" in stems
    return Edition(False, said if said.startswith(("1", "2")) else "2.0" if is_two else "1.1")


def rule_of(stem: str, columns: tuple[str, ...], edition: Edition) -> TableRule | None:
    """Return what a row of a table is, or null for a table that no version knows."""
    stem = SINGULAR.get(stem, stem)
    if stem in OLD:
        return OLD[stem]
    rule = THREE.get(stem)
    if rule is not None and rule.kind == "taxonomy" and TERM_COLUMNS & set(columns):
        rule = THREE["taxonomy_terms"]
    if rule is None or not edition.is_old:
        return rule
    return (OHANA if edition.is_ohana else KEPT_NAMES).get(rule.kind, rule)

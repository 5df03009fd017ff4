"""What this door can do, as FHIR says it."""

from typing import Any

READ_AND_SEARCHED = {
    "HealthcareService": {
        "_id": "token",
        "name": "string",
        "identifier": "token",
        "organization": "reference",
        "location": "reference",
        "location.near": "special",
        "service-type": "token",
    },
    "Organization": {"_id": "token", "name": "string", "identifier": "token"},
    "Location": {"_id": "token", "name": "string", "organization": "reference", "near": "special"},
}
SINCE = "2026-11-26"
WORDS = (
    "Where help is for people who use drugs or alcohol and for those who care about them. Anyone may read; nothing can "
    "be written. The same directory in Open Referral UK 3.0 says more: see /open-referral/."
)


def capability_statement(site: str) -> dict[str, Any]:
    """Return the CapabilityStatement of this door."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": SINCE,
        "kind": "instance",
        "software": {"name": "Tideturn"},
        "implementation": {"description": WORDS, "url": f"{site}/fhir"},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [{"mode": "server", "resource": [_resource(kind, said) for kind, said in READ_AND_SEARCHED.items()]}],
    }


def _resource(kind: str, parameters: dict[str, str]) -> dict[str, Any]:
    return {
        "type": kind,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "searchParam": [{"name": name, "type": type_} for name, type_ in parameters.items()],
    }

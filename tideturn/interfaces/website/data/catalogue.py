"""What there is to be had, as a catalogue of DCAT-AP 3 in JSON-LD, for those who list the data sets of a country."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tideturn.interfaces.design.country import country
from tideturn.interfaces.website.data.scope import LICENCE, Scope
from tideturn.interfaces.website.data.writing import EVERYTHING, PACKAGE

# No program has to fetch the meaning of a name from elsewhere.
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
IANA = "https://www.iana.org/assignments/media-types/"
FORMATS = (
    ("commitments.csv", "text/csv", "CSV"),
    (EVERYTHING, "application/json", "JSON"),
    (PACKAGE, "application/zip", "ZIP"),
)


def catalogue_of(scopes: Iterable[Scope], *, site: str, changed_at: datetime) -> dict[str, Any]:
    """Return the catalogue of some scopes' files at a site; the first scope is the whole."""
    datasets = [_dataset(scope, site, changed_at) for scope in scopes]
    return {
        "@context": CONTEXT,
        "@id": f"{site}/data/#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _said(_("Tideturn: the register of promises, %(country)s") % {"country": country().title}),
        "dct:description": _said(_("What was asked and promised to prevent drug deaths, and what became of it.")),
        "dct:publisher": _publisher(site),
        "dct:modified": _moment(changed_at),
        "foaf:homepage": {"@id": f"{site}/data/", "@type": "foaf:Document"},
        "dct:license": _licence(),
        "dcat:dataset": datasets,
    }


def _dataset(scope: Scope, site: str, changed_at: datetime) -> dict[str, Any]:
    address = f"{site}{scope.folder}"
    return {
        "@id": f"{address}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _said(_("The register of promises: %(title)s") % {"title": scope.title}),
        "dct:description": _said(scope.description),
        "dct:identifier": scope.name,
        "dct:publisher": _publisher(site),
        "dct:modified": _moment(changed_at),
        "dcat:landingPage": {"@id": f"{site}/data/", "@type": "foaf:Document"},
        "dcat:distribution": [_distribution(address, *one, changed_at) for one in FORMATS],
    }


def _distribution(address: str, name: str, media_type: str, said: str, changed_at: datetime) -> dict[str, Any]:
    return {
        "@id": f"{address}{name}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _said(said),
        "dcat:accessURL": {"@id": f"{address}{name}", "@type": "http://www.w3.org/2000/01/rdf-schema#Resource"},
        "dcat:downloadURL": {"@id": f"{address}{name}", "@type": "http://www.w3.org/2000/01/rdf-schema#Resource"},
        "dcat:mediaType": {"@id": f"{IANA}{media_type}", "@type": "dct:MediaType"},
        "dct:license": _licence(),
        "dct:modified": _moment(changed_at),
    }


def _publisher(site: str) -> dict[str, Any]:
    name = _("Whoever runs this copy of Tideturn")
    return {"@id": f"{site}/#publisher", "@type": "foaf:Agent", "foaf:name": _said(name)}


def _licence() -> dict[str, str]:
    return {"@id": LICENCE["path"], "@type": "dct:LicenseDocument"}


def _said(words: str) -> dict[str, str]:
    return {"@value": words, "@language": country().language}


def _moment(at: datetime) -> dict[str, str]:
    return {"@value": at.replace(microsecond=0).isoformat(), "@type": "xsd:dateTime"}

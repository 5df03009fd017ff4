"""The bodies that the register knows, as reading a document wants them."""

from tideturn.engines.plans.models import Organisation, OrganisationName
from tideturn.methods.reading.owners import Organisation as Body
from tideturn.methods.reading.owners import Organisations


def known_bodies() -> Organisations:
    """Return the bodies that the register knows, with their other names."""
    names: dict[str, list[str]] = {}
    for body, name in OrganisationName.objects.values_list("organisation_id", "name"):
        names.setdefault(body, []).append(name)
    rows = Organisation.objects.order_by("name").values_list("id", "name", "is_generic")
    return Organisations(tuple(Body(name, is_generic, tuple(names.get(pk, ()))) for pk, name, is_generic in rows))

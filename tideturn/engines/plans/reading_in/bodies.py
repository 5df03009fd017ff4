"""The bodies that the register knows, as reading a document wants them; and those that it comes to know by one."""

import re
from itertools import chain, count

from django.utils.text import slugify

from tideturn.engines.plans.models import Organisation, OrganisationName
from tideturn.engines.plans.words import NEW_BODY
from tideturn.methods.reading.owners import Organisation as Body
from tideturn.methods.reading.owners import Organisations


def known_bodies() -> Organisations:
    """Return the bodies that the register knows, with their other names."""
    names: dict[str, list[str]] = {}
    for body, name in OrganisationName.objects.values_list("organisation_id", "name"):
        names.setdefault(body, []).append(name)
    rows = Organisation.objects.order_by("name").values_list("id", "name", "is_generic")
    return Organisations(tuple(Body(name, is_generic, tuple(names.get(pk, ()))) for pk, name, is_generic in rows))


def body_of(name: str) -> str:
    """Return the id of the organisation of a name; one that the register does not know is added."""
    known = Organisation.objects.filter(name=name).values_list("pk", flat=True).first()
    known = known or OrganisationName.objects.filter(name=name).values_list("organisation_id", flat=True).first()
    if known is not None:
        return str(known)
    # Only such as the API's own addresses take: one hyphen at a time, and none at an end.
    slug = re.sub("[-_]+", "-", slugify(name))[:70].strip("-") or "body"
    taken = set(Organisation.objects.filter(pk__startswith=slug).values_list("pk", flat=True))
    free = next(one for one in chain((slug,), (f"{slug}-{number}" for number in count(2))) if one not in taken)
    return str(Organisation.objects.create(id=free, name=name, kind=NEW_BODY).pk)

"""The description of the tables as a Frictionless data package, which other programs read them by."""

from typing import Any

from tideturn.engines.plans.tables import TABLES, Table, table
from tideturn.interfaces.website.data.scope import LICENCE, Scope, Source


def package_of(scope: Scope) -> dict[str, Any]:
    """Return the descriptor of a scope's tables, by versions 1 and 2 of the specification."""
    return {
        "profile": "tabular-data-package",
        "name": f"tideturn-{scope.name}",
        "title": scope.title,
        "description": scope.description,
        "version": scope.moment.day.isoformat(),
        "licenses": [LICENCE],
        **({"sources": [_source(source) for source in scope.sources]} if scope.sources else {}),
        "resources": [_resource(which) for which in TABLES],
    }


def _source(source: Source) -> dict[str, str]:
    title = f"{source.title} ({source.licence})" if source.licence else source.title
    return {"title": title, "path": source.address} if source.address else {"title": title}


def _resource(which: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": which.name,
        "title": which.title,
        "path": f"{which.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(which),
    }


def _schema(which: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.name,
                "type": column.kind.value,
                "description": column.meaning,
                **({"constraints": {"required": True}} if column.is_required else {}),
            }
            for column in which.columns
        ],
        "missingValues": [""],
    }
    if which.key:
        schema["primaryKey"] = list(which.key)
    if which.references:
        schema["foreignKeys"] = [
            {"fields": list(one.columns), "reference": {"resource": one.table, "fields": list(_key_of(one.table))}}
            for one in which.references
        ]
    return schema


def _key_of(name: str) -> tuple[str, ...]:
    found = table(name)
    return found.key if found else ()

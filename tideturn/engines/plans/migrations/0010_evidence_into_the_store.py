"""Carry files of evidence from the state folder, where they lay until now, into the database.

What is not named by any row is not carried. The files themselves are left where they are: nothing reads them any more.
"""

import hashlib
import logging
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations

log = logging.getLogger(__name__)


def folder() -> Path:
    """Return where files of evidence were kept."""
    state = os.environ.get("TIDETURN_STATE", "").strip() or Path(settings.STATIC_ROOT).parent
    return Path(state) / "evidence"


def carry(apps: Any, schema_editor: Any) -> None:
    """Keep each file that a row names, and have those of statements held."""
    # Statements are seen by nobody but whoever acts for them; a migration acts for nobody until it says so.
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("select set_config('tideturn.system', 'plans', true)")
    statements = apps.get_model("plans", "Statement").objects.exclude(state="dropped").exclude(exhibits=[])
    shown = {one.pk: _digests(one.exhibits) for one in statements.only("pk", "exhibits")}
    public = set()
    for name in ("Evidence", "EvidenceEvent"):
        rows = apps.get_model("plans", name).objects.exclude(sha256="")
        public.update(rows.values_list("sha256", flat=True))
    kept = {digest for digest in public.union(*shown.values()) if _is_kept(apps, digest)}
    held = apps.get_model("plans", "StatementFile")
    held.objects.bulk_create(
        [
            held(statement_id=statement, file_id=digest)
            for statement, digests in shown.items()
            for digest in sorted(digests & kept)
        ]
    )


def _digests(exhibits: Iterable[Mapping[str, Any]]) -> set[str]:
    return {one["sha256"] for one in exhibits if one.get("sha256")}


def _is_kept(apps: Any, digest: str) -> bool:
    """Return whether a file is in the store, or could be brought there."""
    kept = apps.get_model("plans", "KeptFile").objects
    if kept.filter(pk=digest).exists():
        return True
    try:
        content = (folder() / digest[:2] / digest).read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != digest:
        log.warning("A file of evidence is missing or damaged and could not be carried over: %s", digest)
        return False
    kept.create(sha256=digest, content=content)
    return True


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0009_one_store_of_files"),
    ]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]

"""Every fault that is planted on purpose still has something of the product to be planted in."""

import ast
import inspect
import os
import subprocess
import sys
from pathlib import Path

from tests.faults.rig.plants import read_what_came

PLANT_ALL = """
import django
django.setup()
from tests.faults.rig.plants import PLANTS
for name, plant in PLANTS.items():
    plant()
    print(name)
"""


def test_every_planted_fault_can_be_planted(repository: Path) -> None:
    # In a process of its own: what is planted stays planted.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tideturn.config.settings", "PYTHONPATH": str(repository)}
    environment.pop("RIG_PLANT", None)

    planted = subprocess.run(
        [sys.executable, "-c", PLANT_ALL], env=environment, cwd=repository, capture_output=True, text=True, check=False
    )

    assert planted.returncode == 0, planted.stderr[-2_000:]
    assert len(planted.stdout.split()) > 10


def test_planted_reading_is_told_what_the_products_own_is(repository: Path) -> None:
    # It takes its place a second after the start, so that planting alone would not show it.
    # The module is read and not imported: importing it opens the database as a server does.
    module = ast.parse((repository / "tideturn/config/rsgi.py").read_text())
    [own] = [one for one in module.body if isinstance(one, ast.AsyncFunctionDef) and one.name == "read"]

    assert list(inspect.signature(read_what_came).parameters) == [one.arg for one in own.args.args]

"""The reference of intake is in step with its description and with the columns of files."""

import importlib.util
from pathlib import Path


def test_reference_is_what_the_description_gives(monkeypatch, repository: Path):
    monkeypatch.delenv("TIDETURN_PACK", raising=False)
    spec = importlib.util.spec_from_file_location("intake_reference", repository / "docs" / "generators" / "intake.py")
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)

    page = (repository / "docs" / "reference" / "intake.md").read_text(encoding="utf-8")

    assert page == generator.intake_page(), "docs/reference/intake.md is out of step: run `make docs`"
    assert "| `home_area` |" in page
    assert "`POST /api/v1/intake/near-fatal-overdoses/`" in page

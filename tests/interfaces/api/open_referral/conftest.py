"""Feeds brought into the directory whole, and a reader of all that it answers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.engines.directory.conftest import BY, bring, invented_country, source
from tests.interfaces.api.open_referral.judging import Judge, Reader
from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.models import Import
from tideturn.foundations.access.acting import acting
from tideturn.sources.open_referral.mapping import read_mapping
from tideturn.sources.open_referral.reading import open_feed

__all__ = ["bring", "invented_country", "source"]


@pytest.fixture
def reader(client: Client) -> Reader:
    """Somebody who asks the directory."""
    return Reader(client)


@pytest.fixture(scope="session")
def official(repository: Path) -> Path:
    """The folder of published feeds and schemas; what compares with them is skipped aloud where it is absent."""
    folder = repository.parent / "shared"
    if not (folder / "conformance").is_dir():
        pytest.skip("../shared is not here: no answer was held against the official schemas")
    return folder


@pytest.fixture(scope="session")
def judge(official: Path) -> Judge:
    """The standard's own schemas."""
    return Judge(official)


@pytest.fixture
def bring_feed(source) -> Callable[..., Import]:
    """A function that brings a feed of files into the directory."""

    def bring_feed(path: Path, *, mapping: Any = None) -> Import:
        with acting(BY), open_feed(path, **({"mapping": mapping} if mapping else {})) as feed:
            # Published folders hold the same thing in a list and by itself: the one that says most is taken.
            told = sorted(feed.entities, key=lambda entity: len(str(entity.content)))
            entities = list({(entity.kind, entity.id): entity for entity in told}.values())
            propose(source_id=source.pk, name=path.name, entities=entities, form=feed.form.as_document(), by=BY)
            return apply(source_id=source.pk, by=BY)

    return bring_feed


@pytest.fixture
def florida_mapping(repository: Path) -> Any:
    """How the tables of Florida are read."""
    return read_mapping(repository / "tests" / "sources" / "open_referral" / "inputs" / "florida.yaml")

"""What the website's tests share: the invented country, plain static files, and a visitor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tideturn.interfaces.design.country import country
from tideturn.interfaces.website.pages.kept import kept_pages


@pytest.fixture(autouse=True)
def invented_country(monkeypatch: pytest.MonkeyPatch, repository: Path) -> Iterator[None]:
    """The pages name the country that the test database holds."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    country.cache_clear()
    yield
    country.cache_clear()


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    """Static files are named as they are: nothing was collected for a test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def visitor(register) -> Client:
    """Someone who opens pages on the register of the invented country."""
    return Client(raise_request_exception=True)


@pytest.fixture(autouse=True)
def no_page_is_kept() -> None:
    """A test that puts something in another's place sees pages made with it, and leaves none of them."""
    kept_pages.forget()

"""The directory's API describes itself, under its own address and not that of the register's."""

from django.test import Client


def test_description_names_every_address_under_its_own_root(db, client: Client):
    described = client.get("/open-referral/openapi.json")

    assert described.status_code == 200
    paths = set(described.json()["paths"])
    assert {"/open-referral/services", "/open-referral/services/{service_id}", "/open-referral/organizations"} <= paths
    assert not any(path.startswith("/api/") for path in paths)

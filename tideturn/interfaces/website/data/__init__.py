"""The register as files at addresses that stay: tables, one JSON, a Frictionless data package, a DCAT catalogue."""

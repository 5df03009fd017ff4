"""The register of promises, version 1 of its contract: paths and fields are only ever added."""

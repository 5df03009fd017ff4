"""The shape of every answer; each becomes a schema of the contract."""

"""From what the register holds to the shapes of the contract."""

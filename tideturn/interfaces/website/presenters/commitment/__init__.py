"""The page of one commitment, part by part; each file turns one noun of the register into words."""

"""The house: plain-Python verbs that stand the product up on a bare machine; standard library only."""

"""First appearance: how surprising the first few records of a category are, when there is no past to fit a model to."""

"""The mends of the textbook mode, each measured beside what it replaces; `bench.mends` makes the page of them."""

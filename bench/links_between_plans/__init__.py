"""Links between plans that people judged, and what was tried to find them beside the method of the product."""

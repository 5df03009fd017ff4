"""Cells of downloaded tables, safe to open in a spreadsheet."""

# A cell that begins with one of these is read by spreadsheets as a formula, whoever wrote the text.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """Return a cell's text, with an apostrophe before anything that a spreadsheet would run as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text

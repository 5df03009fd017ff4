"""Cells of downloaded tables, safe to open in a spreadsheet."""

# A cell that begins with one of these is read by spreadsheets as a formula, whoever wrote the text.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """Return a cell's text, with an apostrophe before anything that a spreadsheet would run as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text


def plain_cell(text: str) -> str:
    """Return the text that `safe_cell` was given, where a table comes back as it was taken away."""
    return text[1:] if text.startswith("'") and text[1:].startswith(BEGINS_A_FORMULA) else text

"""Cells of downloaded tables, safe to open in a spreadsheet."""

# A cell that begins with one of these is read by spreadsheets as a formula, whoever wrote the text.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
SHIELD = "'"


def safe_cell(value: object) -> str:
    """Return a cell's text, with an apostrophe before anything that a spreadsheet would run as a formula.

    What is shielded already is shielded once more, so that `plain_cell` gives back each text to the letter.
    """
    text = "" if value is None else str(value)
    return f"{SHIELD}{text}" if _is_formula(text) else text


def plain_cell(text: str) -> str:
    """Return the text that `safe_cell` was given, where a table comes back as it was taken away."""
    return text[1:] if text.startswith(SHIELD) and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    return text.lstrip(SHIELD).startswith(BEGINS_A_FORMULA)

"""Which kind of file somebody shows as evidence, told by its content and never by its name.

Few kinds are taken, each one that no browser runs: no page, no drawing with scripts, no macro, no archive of anything.
"""

import io
import zipfile

from tideturn.sources.documents.errors import DocumentRefused

LARGEST = 10_000_000
MEMBERS_AT_MOST = 5_000
PLAIN = "text/plain"
STARTS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
OFFICE = "application/vnd.openxmlformats-officedocument."
PACKED = (
    ("word/document.xml", f"{OFFICE}wordprocessingml.document"),
    ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{OFFICE}presentationml.presentation"),
)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
ENDINGS = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    f"{OFFICE}wordprocessingml.document": ".docx",
    f"{OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{OFFICE}presentationml.presentation": ".pptx",
    f"{OPEN_DOCUMENT}text": ".odt",
    f"{OPEN_DOCUMENT}spreadsheet": ".ods",
    PLAIN: ".txt",
}
TAKEN = "a PDF, a PNG or JPEG picture, a document or table of Word, Excel, PowerPoint or OpenDocument, or plain text"


def media_type_of(name: str, content: bytes) -> str:
    """Return the media type of a file by its content; raise DocumentRefused for any kind that is not taken."""
    if not content:
        raise DocumentRefused(name, f"this file is empty. Choose {TAKEN}.")
    if len(content) > LARGEST:
        raise DocumentRefused(name, f"this is larger than {LARGEST // 1_000_000} megabytes. Link to it instead.")
    for start, kind in STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _packed(name, content)
    return _plain(name, content)


def _packed(name: str, content: bytes) -> str:
    """Return the kind of a packed document by its table of contents; what is in it is not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = set(packed.namelist())
            declared = packed.read("mimetype").decode("ascii") if _is_plain(packed, "mimetype") else ""
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError, ValueError) as error:
        raise DocumentRefused(name, f"this file is damaged or locked. Choose {TAKEN}.") from error
    if len(members) > MEMBERS_AT_MOST:
        raise DocumentRefused(name, f"this holds more parts than any document. Choose {TAKEN}.")
    if any("vbaproject" in member.lower() or member.startswith("Basic/") for member in members):
        raise DocumentRefused(name, "this document holds macros, which run by themselves. Save it without them.")
    kinds = [kind for member, kind in PACKED if member in members and "[Content_Types].xml" in members]
    kinds += [declared] if declared.startswith(OPEN_DOCUMENT) and declared in ENDINGS else []
    if not kinds:
        raise DocumentRefused(name, f"this is an archive. Unpack it, and choose {TAKEN}.")
    return kinds[0]


def _is_plain(packed: zipfile.ZipFile, member: str) -> bool:
    """Return whether a member is short and stands there as it is, as OpenDocument asks of its kind."""
    held = packed.NameToInfo.get(member)
    return held is not None and held.file_size <= 100 and held.compress_type == zipfile.ZIP_STORED


def _plain(name: str, content: bytes) -> str:
    """Return plain text for what is readable as text and is neither a page nor a program."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentRefused(name, f"this kind of file is not taken. Choose {TAKEN}.") from None
    if "\0" in text or text.lstrip().startswith(("<", "#!", "{\\rtf", "%!")):
        raise DocumentRefused(name, f"this is a page, a drawing or a program. Choose {TAKEN}.")
    return PLAIN

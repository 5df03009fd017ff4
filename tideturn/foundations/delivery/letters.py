"""A message as an e-mail: fixed words, an opaque number by which a second copy is known, and nothing else."""

import uuid
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tideturn.foundations.delivery.errors import SendFailed
from tideturn.foundations.delivery.texts import TEXTS, body
from tideturn.foundations.delivery.words import Kind

KEY_HEADER = "X-Tideturn-Key"


def write_letter(*, number: uuid.UUID, sender: str, recipient: str, kind: Kind, link: str = "") -> EmailMessage:
    """Return the e-mail of a message; the same number gives the same Message-ID each time it is sent."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = sender
    letter["To"] = plain_address(recipient)
    letter["Subject"] = f"Tideturn: {TEXTS[kind].subject}"
    letter["Date"] = format_datetime(datetime.now(UTC))
    letter["Message-ID"] = f"<{number}@tideturn.invalid>"
    letter[KEY_HEADER] = str(number)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(body(kind, link))
    return letter


def plain_address(recipient: str) -> str:
    """Return an address whose domain is written in plain letters, as every mail server takes it."""
    name, _, domain = recipient.rpartition("@")
    try:
        return f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise SendFailed("The recipient's domain is not one. Give the recipient's address anew.") from None

"""The confined child: bytes on standard input, a document or a refusal as JSON on standard output."""

import json
import sys
from typing import Any

from tideturn.methods.reading.document import Form
from tideturn.sources.documents.confinement import as_answer, confine
from tideturn.sources.documents.errors import TOO_HEAVY, DocumentRefused
from tideturn.sources.documents.parsing import parse

_DAMAGED = "the file is damaged or is not what it says it is; download it again or save it in another format."


def answer_for(file: str, content: bytes, form: Form) -> dict[str, Any]:
    """Return the document, or why it is refused; a parser that stumbles over broken bytes refuses too."""
    try:
        return as_answer(parse(file, content, form))
    except DocumentRefused as refusal:
        return {"refused": refusal.reason}
    except MemoryError:
        return {"refused": TOO_HEAVY}
    except Exception:
        return {"refused": _DAMAGED}


def main() -> None:
    """Answer for the bytes on standard input."""
    confine()
    form: Any = sys.argv[1]
    json.dump(answer_for(sys.argv[2], sys.stdin.buffer.read(), form), sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()

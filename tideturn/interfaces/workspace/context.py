"""What every template of the workspace may use."""

from django.http import HttpRequest

from tideturn.interfaces.workspace.presenters.shell import Shell


def workspace(request: HttpRequest) -> dict[str, object]:
    """Return what stands around a page of someone who acts; nothing on a public page."""
    shell: Shell | None = getattr(request, "shell", None)
    return {} if shell is None else {"shell": shell}

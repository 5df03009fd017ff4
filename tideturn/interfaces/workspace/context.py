"""What every template of the workspace may use."""

from django.http import HttpRequest

from tideturn.interfaces.workspace.presenters.shell import Shell


def workspace(request: HttpRequest) -> dict[str, object]:
    """Return what stands around a page of someone who acts, and whether anybody is signed in; nothing elsewhere."""
    if not hasattr(request, "session"):
        return {}
    shell: Shell | None = getattr(request, "shell", None)
    return {"shell": shell, "is_signed_in": request.user.is_authenticated}

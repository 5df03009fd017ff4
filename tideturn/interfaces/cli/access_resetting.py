"""`tideturn access reset-user`."""

import click

from tideturn.interfaces.cli.access_writing import setting_up

REASON = "On the command line"


@click.command("reset-user")
@click.argument("email", metavar="EMAIL")
@click.option("--reason", default=REASON, help="Why; it stands in the audit of their agency.")
def reset_user(email: str, reason: str) -> None:
    """Let somebody in anew who lost password or phone, and print their link, once, alone on the output.

    For when no administrator of their agency is left who could, or when they act for several agencies.
    Their password, second step and sessions end at once.
    """
    with setting_up() as actor:
        from django.conf import settings
        from django.urls import reverse

        from tideturn.foundations.access.errors import UserUnknown
        from tideturn.foundations.access.models import User
        from tideturn.interfaces.joint import letting_in

        user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if user is None:
            raise UserUnknown(email)
        link, text = letting_in.reset(user=user, reason=reason, by=actor)
        address = settings.SITE_ADDRESS.rstrip("/") + reverse("one-time-link", kwargs={"text": text})
        until = f"{link.expires_at:%Y-%m-%d %H:%M} UTC"
    click.echo(address)
    where = "" if settings.SITE_ADDRESS else " Put the address of your site before it."
    click.echo(f"This is shown once, is good once and until {until}. Hand it over yourself.{where}", err=True)

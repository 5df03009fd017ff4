"""What tests of the register share: agencies that speak for bodies of the invented country, and their people."""

from tests.engines.plans.speakers import country_of_speakers, make_place, quick_passwords, speakers

__all__ = ["country_of_speakers", "make_place", "quick_passwords", "speakers"]

"""`tideturn detect`: which series counted more than was to be expected."""

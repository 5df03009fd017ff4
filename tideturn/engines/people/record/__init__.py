"""Identity and contact of a person, and which reports are about the same one."""

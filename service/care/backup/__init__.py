"""Backups: one tar file with every row, every original and the kinds and rules of one's own.

Rows are JSON lines, the same from SQLite and PostgreSQL, so that a backup of the one may be
restored into the other. ``manifest.json``, the last member, counts and digests all the others.

Left out on purpose: vectors (rebuilt from the chunks), sign-ins under way and browsers signed in
(people sign in again), settings with their secrets. Hashes of passwords and API keys are in.
"""

from service.care.backup.making import Made, Source, make_backup
from service.care.backup.manifest import Manifest
from service.care.backup.restoring import restore_backup
from service.care.backup.verifying import verify_backup

__all__ = ["Made", "Manifest", "Source", "make_backup", "restore_backup", "verify_backup"]

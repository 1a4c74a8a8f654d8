"""Where things lie on this machine."""

from pathlib import Path


def existing(folder: Path) -> Path:
    """``folder``, or the nearest folder above it that is there: the disk it would lie on."""
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())

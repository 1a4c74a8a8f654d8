"""How much of the machine one file may take."""

from typing import NamedTuple

MEGABYTE = 1024 * 1024


class Limits(NamedTuple):
    """Sizes in bytes, times in seconds.

    Ordinary papers are far below all of them: the largest has some 100 KB and unpacks to 2 MB.
    Hostile ones are far above: 339 KB that unpack to 200 MB of empty paragraphs took python-docx
    11 GB and more than 100 seconds.
    """

    file: int = 30 * MEGABYTE
    text: int = 8 * MEGABYTE
    """A text format; a paper of 100 pages has 0.2 MB."""
    lines: int = 100_000
    """Of a text format: each becomes a piece, and 8 MB of them took 6 GB."""
    zip_entries: int = 2000
    zip_directory: int = MEGABYTE
    unpacked: int = 200 * MEGABYTE
    part: int = 100 * MEGABYTE
    part_without_ratio: int = 8 * MEGABYTE
    """Parts smaller than this may be packed as tightly as they like."""
    ratio: int = 150
    """Larger parts may unpack to at most so many times their packed size."""
    elements: int = 600_000
    """XML tags in all parts: a tree of them takes some 340 bytes each. A paper has 60,000."""
    memory: int = 230 * MEGABYTE
    """Data segment of the child process; the libraries it maps come on top."""
    address_space: int = 1024 * MEGABYTE
    cpu_s: int = 5
    cpu_s_per_megabyte: int = 10
    wall_s: int = 10
    wall_factor: int = 4
    """A busy machine may take so many times the processor time, and ``wall_s`` on top."""
    files_per_child: int = 200
    child_memory_kept: int = 150 * MEGABYTE
    """A child that has once used more than this is replaced."""


LIMITS = Limits()

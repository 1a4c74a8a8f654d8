"""Sorting (归类): raw notes into opinions, each with theme, aspect, group and route."""

from service.sorting.rules import sort_notes
from service.sorting.with_model import sort_notes_with

__all__ = ["sort_notes", "sort_notes_with"]

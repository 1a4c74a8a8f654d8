"""Duizhao: drafts, checks and reviews the papers of a 民主生活会/组织生活会."""

__version__ = "0.2.0"

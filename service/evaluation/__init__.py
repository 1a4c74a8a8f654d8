"""Scores on labelled sets: what `duizhao eval` and tests/eval report."""

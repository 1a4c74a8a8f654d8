"""REVIEW: a paper into one page for its reviewer; many papers into what they have in common."""

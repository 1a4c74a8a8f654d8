"""What the review of the season does not find, each with the reason, and how much that nobody
planted comes with what it does find, as measured. Neither list may grow."""

NEAR = "likeness: other sentences of the paper share its words, though not its matter"

LOST = {
    "H13": NEAR,
    "H17": NEAR,
    "L15": NEAR,
    "J16": NEAR,
    "p24": "a clause without date, figure or owner is followed only where the account takes it up",
    "p35": "told as open: this year's paper owns up to the same letters again, not to the visits",
    "r07": "last year's paper tells of it in its chapter on 整改, not among its problems",
    "s04": "街道党工委的要求 in a town's paper may be a neighbour's: no word says 我们街道",
    "s11": "the rule keeps silent, rightly, where a paper gives its causes by theme",
}

FALSE_AT_MOST = {
    "copies from another unit": 2,
    "copies from the own past": 0,
    "aspects skirted": 0,
    "aspects missing or out of order": 0,
    "feedback without an answer": 0,
    "promises": 1,
    "problems of last year again": 0,
    "common problems, unit by unit": 1,
    "outliers": 0,
    "faults within one paper": 0,
    "clues kept out": 0,
    "broken files named": 0,
    "clean papers": 1,
}
"""The one of a clean paper: its account of last year leaves out problems that last year named."""

"""PRESENT: Word, Excel and the one-page summary."""

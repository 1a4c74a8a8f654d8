"""New ids: sorted by the time they were made, not to be guessed, plain in addresses."""

import secrets
import time


def new_id() -> str:
    """24 hexadecimal digits: 12 of milliseconds since 1970, 12 random."""
    return f"{time.time_ns() // 1_000_000:012x}{secrets.token_hex(6)}"

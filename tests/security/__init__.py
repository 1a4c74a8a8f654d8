"""What attackers try, and what must come of it. ``python -m tests.security`` measures the files."""

"""Speed, measured side by side: ``make bench`` or ``python -m tests.bench``.

One bench a file, all of them in ``BENCHES``. They print and prove nothing by themselves: timing
asserts in a test suite fail on busy machines for no fault of the code.
"""

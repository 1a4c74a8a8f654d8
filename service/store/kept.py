"""What the database gives back with a number of its own."""

from service.flags import Dismissal


class KeptDismissal(Dismissal):
    """A dismissal with the number by which a person takes it back."""

    number: int

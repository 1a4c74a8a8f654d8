"""What children for computing and for vectors need, loaded: they are forked from a process that has
imported this (``tests.children``)."""

from tests.jobs.world import warm

warm()

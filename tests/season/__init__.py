"""A season played through: eight invented units, three years, and faults planted on purpose."""

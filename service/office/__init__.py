"""The values of the service that an office runs: units, people, assignments, drafts, jobs."""

"""Looking after a running service: backup, doctor, health, logs, metrics."""

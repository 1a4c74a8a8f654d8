"""What is kept in the database. No query exists without a unit."""

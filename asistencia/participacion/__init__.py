"""What counts. Nothing outside this package adds up people, arrivals or services."""

"""What is measured against: a view that does nothing, and a lobby that is polled."""

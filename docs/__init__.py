"""TODO docs."""

"""Random conversations, and what they found."""

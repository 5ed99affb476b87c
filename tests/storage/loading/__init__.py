"""Loading campaign files."""

"""Documents that are handed over and printed."""

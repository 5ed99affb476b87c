"""What a person can do, and what they then see: one file per wish."""

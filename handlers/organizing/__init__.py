"""What people who run campaigns can do, and what they then see."""

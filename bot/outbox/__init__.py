"""The outbox: what is to be told is brought to everybody who is to hear it, once."""

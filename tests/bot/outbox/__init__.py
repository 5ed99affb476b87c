"""Tests of the outbox, over strict servers and clocks that are moved."""

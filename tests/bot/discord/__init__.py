"""Tests of the Discord platform."""

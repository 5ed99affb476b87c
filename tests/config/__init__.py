"""Tests of the settings, the log and the texts."""

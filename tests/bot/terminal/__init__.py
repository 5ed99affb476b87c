"""Tests of the terminal platform."""

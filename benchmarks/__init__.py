"""Measurements beside a peer in the same run: `python -m benchmarks.NAME`; `make bench` runs all in short."""

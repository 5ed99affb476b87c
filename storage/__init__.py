"""Everything remembered, and the only place that knows SQL."""

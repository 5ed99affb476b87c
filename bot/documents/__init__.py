"""Documents for decision makers and printers: what stands in them, and setting them in type."""

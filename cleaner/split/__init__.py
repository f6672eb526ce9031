"""Documents to blocks."""

"""Readers: a module for each format, from bytes to records, with everything that cannot be read accounted for."""

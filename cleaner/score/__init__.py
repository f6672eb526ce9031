"""Blocks to P(body): features, and the learned forests that read them."""

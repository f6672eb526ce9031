"""Blocks to P(body): features, and the learned trees and networks that read them."""

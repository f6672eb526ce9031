"""Renderers: pure functions from an `Article` to a string, one module a form.

Nothing is imported here, so that the pipeline can use `text` without paying for the others.
"""

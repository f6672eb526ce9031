"""HTML reports, each one file that loads nothing: on one document (`page`), on a run of the batch (`run`).

Their templates, style sheets and scripts are data beside the modules; they need the `report` extra.
"""

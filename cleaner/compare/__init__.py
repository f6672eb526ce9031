"""Two outputs over the same documents: which documents differ, how, and why."""

"""The commands: each a module whose `main` takes its arguments and returns the exit status."""

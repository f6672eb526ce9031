"""Lines that a site repeats: learned from its pages, and used as evidence about the next one."""

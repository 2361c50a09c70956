"""Ways to go on after a failure: a fix, the part that worked, a closer look. Each is tried first."""

"""How code is run: in a child, under a policy, within limits."""

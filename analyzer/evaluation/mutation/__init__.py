"""Plants faults in clean programs: each with a known place and a known remedy."""

"""What code can ask of the machine: one file a capability; the folder is the registry."""

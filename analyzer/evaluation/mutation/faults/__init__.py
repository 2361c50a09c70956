"""The faults that can be planted: one file each, and each file defines the fault of its name."""

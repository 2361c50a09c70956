"""What the kernel enforces: one file a mechanism, applied in the order of `protection.MECHANISMS`."""

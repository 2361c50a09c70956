"""How a cause is said, and how a fix is written."""

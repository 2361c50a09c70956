"""The report: its shapes, how it is made from a diagnosis, and how much of it each level tells."""

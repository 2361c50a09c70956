"""None where something was wanted: who gave it, and what was meant to come instead."""

"""What installed modules hold, found out without importing one here."""

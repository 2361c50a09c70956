"""How code is looked at and reasoned about."""

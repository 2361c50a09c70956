"""What is known: the vocabulary, what failures mean, what was learned."""

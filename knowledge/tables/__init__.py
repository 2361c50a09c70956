"""What is known as data: names of distributions, spellings of other languages, safer alternatives."""

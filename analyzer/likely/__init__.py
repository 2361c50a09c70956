"""What values probably are, where annotations and what a program puts into its containers are believed.

`analyzer.certain` asks what cannot be otherwise; this asks what the author says and does. Whoever uses it
says no more than a warning.
"""

"""What surely holds in a program, told from its text alone: of its values, its classes and its calls."""

"""What runs beside the program, inside the sandbox. Standard library only: the program could reach it."""

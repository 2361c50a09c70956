"""One object where several were meant."""

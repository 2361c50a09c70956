"""Operations: what stood on each side, of what kind it was, and what would have fitted."""

# Configuration for the weekly report, with one bracket too few.
sections = {
    "overview": ["title", "date", "author"],
    "figures": ["revenue", "orders", "returns",
    "appendix": ["sources", "glossary"],
}


def outline(sections):
    """List the sections with their parts."""
    for name, parts in sections.items():
        print(f"{name}: {', '.join(parts)}")


outline(sections)

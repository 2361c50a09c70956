"""A program as text and tree: its names, its scopes, the ways through it, the modules it asks for."""

"""What runs in the sandbox around a case: drivers of peers that explain a failure from within."""

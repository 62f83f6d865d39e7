"""What a world contains, and what is true about it: one subject a file."""

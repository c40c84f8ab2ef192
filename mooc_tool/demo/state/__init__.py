"""What the demonstration platform remembers and decides: plain classes over one SQLite file, no Flask."""

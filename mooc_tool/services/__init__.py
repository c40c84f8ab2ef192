"""What the tool does for people. A function takes a database session, plain data, now; it never commits."""

"""What the tool does for people. A function takes a database session, plain data and now; it never commits."""

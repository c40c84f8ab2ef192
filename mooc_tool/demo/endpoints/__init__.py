"""The demonstration platform's door: pages for people, services for tools."""

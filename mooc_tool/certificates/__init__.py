"""Certificates and their report: plain data in, bytes out. No database, no web."""

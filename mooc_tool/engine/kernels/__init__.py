"""Loops, written once.

They run as plain Python and, where numba is there, compiled, with the same result to the bit.

Rules of the room, which make that true and keep a web server safe:

- a kernel reads and writes arrays by index, takes their ``len`` or ``shape``, and allocates nothing: its
  caller hands in the room it works in (plain runs see memoryviews, four times as fast as arrays to
  index);
- a kernel draws nothing at random: random numbers come in as arrays or from the hashes written out here;
- types are given beforehand, so that no request ever waits for a second compilation;
- a kernel calls helpers of its own file only: numba's cache would not notice a change elsewhere;
- never ``parallel=True``: its threads do not survive the fork of a web server.
"""

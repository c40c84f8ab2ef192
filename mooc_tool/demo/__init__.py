"""A small LTI 1.3 platform of our own, for ``mooc-tool demo`` and for tests; honest about being one.

``state/`` is what the platform remembers and decides (no Flask), ``endpoints/`` is its door (Flask),
``lms.py`` puts the state together, ``app.py`` the whole, and ``browserless.py`` launches without a browser.
"""

"""Properties may wait for a compiler the first time: no deadline.

The same examples every time: no chance failures.
"""

from hypothesis import settings

settings.register_profile("engine", settings.get_profile("shared-machine"), derandomize=True)
settings.load_profile("engine")

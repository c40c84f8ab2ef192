"""``python -m mooc_tool.engine warm``: compiles the kernels, or loads them from numba's cache.

To be run when an image is built or a server starts, so that no learner waits for a compiler. The cache
lies in ``NUMBA_CACHE_DIR`` if that is set, else beside the package or, where that cannot be written, in
the user's cache folder.
"""

import sys

import mooc_tool.engine
from mooc_tool.engine.kernels import build


def main(arguments: list[str]) -> int:
    """The exit status; says on standard output which way kernels will run."""
    if arguments != ["warm"]:
        sys.stderr.write("usage: python -m mooc_tool.engine warm\n")
        return 2
    compiled = mooc_tool.engine.warm()
    if compiled:
        sys.stdout.write(f"{compiled} kernels are compiled\n")
    else:
        sys.stdout.write(f"kernels run as plain Python: {build.why_plain()}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

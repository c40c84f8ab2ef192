"""``mooc-tool``: the command line, also as ``python -m mooc_tool``."""

from mooc_tool.cli import main

if __name__ == "__main__":
    main()

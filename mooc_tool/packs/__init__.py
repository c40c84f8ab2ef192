"""Course packs: a folder of Markdown and TOML, read, checked and rendered. Knows no web and no database."""

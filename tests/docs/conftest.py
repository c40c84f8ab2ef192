"""The documents, and what they say in code."""

import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Document:
    """A Markdown file of the project."""

    path: Path
    text: str

    @property
    def name(self) -> str:
        """Its path from the top."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def prose(self) -> str:
        """The text without its code fences."""
        return re.sub(r"^( *)(`{3,}).*?^\1\2", "", self.text, flags=re.DOTALL | re.MULTILINE)

    def fences(self, language: str) -> list[str]:
        """The contents of the fences in ``language``."""
        return re.findall(rf"^ *```{language}\n(.*?)^ *```", self.text, flags=re.DOTALL | re.MULTILINE)


def documents() -> list[Document]:
    """README, CHANGELOG and all that lies in docs/."""
    paths = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [Document(path, path.read_text(encoding="utf-8")) for path in paths]


@pytest.fixture(params=documents(), ids=lambda document: document.name)
def document(request: pytest.FixtureRequest) -> Document:
    """Each document in turn."""
    found: Document = request.param
    return found


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def reference() -> ModuleType:
    """tools/reference.py, which writes the generated tables."""
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

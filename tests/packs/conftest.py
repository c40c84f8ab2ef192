"""A small sound pack that the tests of this folder change and break."""

import pytest

PACK = """\
slug = "petit-cours"
languages = ["fr", "en"]
licence = "CC BY 4.0"
authors = ["Une autrice"]
hours = 1
titles = { fr = "Petit cours", en = "Small course" }

[[pages]]
slug = "a-propos"

[[weeks]]
number = 1
minutes = 20
titles = { fr = "Semaine", en = "Week" }

[[weeks.units]]
slug = "1-1-voitures"
minutes = 20

[[certification.levels]]
id = "reussite"
titles = { fr = "Attestation", en = "Certificate" }
rule = { mean = 60 }
"""

FACTS = """\
[F-506]
values = [66, 85]
unit = "%"
source = "Modèle d'enseignement"
year = 2026
grade = "H"
checked_on = 2026-11-21
says = { fr = "66 % contre 85 %.", en = "66% against 85%." }

[F-001]
values = [7200]
unit = "people"
source = "Une gazette"
url = "https://example.org/gazette"
year = 2016
grade = "B"
checked_on = 2026-11-21
says = { fr = "7 200 inscrits.", en = "7,200 enrolled." }

[F-900]
values = [12]
unit = "minutes"
source = "De mémoire"
year = 2010
grade = "M"
checked_on = 2026-11-21
says = { fr = "12 minutes.", en = "12 minutes." }
"""

GLOSSARY = """\
[masse-critique]
fr = { term = "masse critique", forms = ["masses critiques"], definition = "Un seuil ; au-delà, ça grandit." }
en = { term = "critical mass", definition = "A level beyond which growth feeds on itself." }
"""

EXERCISE = """\
kind = "fill-the-cars"
minutes = 15
titles = { fr = "Remplir les voitures", en = "Fill the cars" }
params = { level = "standard" }
"""

_FILLER = "un deux trois quatre cinq six sept huit neuf dix onze douze treize " * 20

UNIT = f"""\
# Les voitures

{_FILLER}

## Une partie

La masse critique compte : 85 %[^F-506].

```exercise
remplir-les-voitures
```

Fin.
"""


@pytest.fixture
def files() -> dict[str, bytes]:
    """A pack without problems, as a folder would give it."""
    texts = {
        "pack.toml": PACK,
        "facts.toml": FACTS,
        "glossary.toml": GLOSSARY,
        "exercises/remplir-les-voitures.toml": EXERCISE,
        "fr/1-1-voitures.md": UNIT,
        "en/1-1-voitures.md": UNIT.replace("Les voitures", "The cars", 1),
        "fr/a-propos.md": "# À propos\n\nUn texte.\n",
        "en/a-propos.md": "# About\n\nA text.\n",
    }
    return {path: text.encode() for path, text in texts.items()}

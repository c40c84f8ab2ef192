"""Nothing that an author (or whoever took an author's place) can write becomes active in a page."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mooc_tool.packs.cleaning import clean
from mooc_tool.packs.reading import read_pack
from mooc_tool.packs.rendering import render_preview

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text x=20 y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<div style=background:url(javascript:alert(1))>x</div>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<x onclick=alert(1)>click</x>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](  javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](//evil.example/)",
    "[x](\\\\evil.example)",
    "[x](/logout)",
    "[x](../pack.toml)",
    "[x](figures/../../secret)",
    "[x](file:///etc/passwd)",
    '[x](https://ok.example "onmouseover=alert(1)")',
    "[x](https://ok.example\" onclick=\"alert(1))",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    "![x](https://evil.example/pixel.png)",
    "![x\" onerror=\"alert(1)](../figures/a.svg)",
    "![x](../figures/../../secret.svg)",
    "![<img src=x onerror=alert(1)>](../figures/a.svg)",
    '::: voix <img src=x onerror=alert(1)>\nx\n:::',
    '::: tableau "><script>alert(1)</script>\n| a |\n|---|\n| <b onclick=alert(1)>x</b> |\n:::',
    "::: question <svg onload=alert(1)>\nx\n:::",
    "```exercise\n<script>alert(1)</script>\n```",
    "- x\n\n  ```exercise\n  <script>alert(1)</script>\n  ```",
    "```html\n<script>alert(1)</script>\n```",
    "``` \"><script>alert(1)</script>\nx\n```",
    "`<script>alert(1)</script>`",
    "## <img src=x onerror=alert(1)>",
    "x[^F-506]<script>alert(1)</script>",
    "x[^\"><script>alert(1)</script>]",
    "| <script>alert(1)</script> |\n|:-:|\n| [x](javascript:alert(1)) |",
    "masse critique\" onmouseover=\"alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
    "\u202e<script>alert(1)</script>",
]

TAGS = {
    *("a", "blockquote", "br", "cite", "code", "dd", "details", "div", "dl", "dt", "em"),
    *("figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "img", "li", "ol", "p", "pre"),
    *("section", "span", "strong", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    *("alt", "aria-label", "aria-labelledby", "class", "href", "id", "loading", "rel", "role", "scope"),
    *("src", "start", "tabindex", "title"),
}
ADDRESSES = ("https://", "http://", "mailto:", "#", "figures/", "a-propos")


class Watch(HTMLParser):
    """Gathers what no page may hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES:
                self.found.append(f"{tag} {name}")
            if name in ("href", "src") and not (value or "").startswith(ADDRESSES):
                self.found.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"<!--{data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def watch(html: str) -> list[str]:
    parser = Watch()
    parser.feed(html)
    parser.close()
    return parser.found


@pytest.fixture
def pack(files):
    return read_pack(files).pack


def test_the_corpus_is_large_enough_and_without_doubles():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_payload_becomes_active(pack, payload, language):
    page = render_preview(pack, f"# T\n\n{payload}\n", language)
    for part in page.parts:
        if part.exercise is None:
            assert watch(part.html) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_second_wall_holds_alone(payload):
    assert [found for found in watch(clean(payload)) if "href" not in found and "src" not in found] == []


@pytest.mark.parametrize("field", [b"66 % contre 85 %.", "Modèle d'enseignement".encode()])
def test_tables_of_the_pack_are_text_too(files, field):
    files["facts.toml"] = files["facts.toml"].replace(field, b"<img src=x onerror=alert(1)>")
    page = render_preview(read_pack(files).pack, "# T\n\nx[^F-506]\n", "fr")
    assert all(watch(part.html) == [] for part in page.parts)
    assert "&lt;img" in page.parts[-1].html


def test_a_fact_cannot_link_to_a_script(files):
    files["facts.toml"] = files["facts.toml"].replace(b"https://example.org", b"javascript:alert(1)//")
    assert [problem.code for problem in read_pack(files).problems] == ["field-wrong"]


_PIECES = st.sampled_from(
    ["<", ">", '"', "'", "script", "onerror=", "javascript:", "](", "[", "!", "&#106;", "`", "\n", ":::", "|"]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_mixture_becomes_active(text):
    pack = read_pack(_BARE).pack
    for part in render_preview(pack, text, "fr").parts:
        assert part.exercise is not None or watch(part.html) == []


_BARE = {
    "pack.toml": b'slug = "x"\nlanguages = ["fr"]\nlicence = "x"\nauthors = ["x"]\nhours = 1\n'
    b'titles = {fr = "x"}\nweeks = [{number = 1, minutes = 1, titles = {fr = "x"}, '
    b'units = [{slug = "x", minutes = 1}]}]\n'
}

"""What can be wrong with a pack: a code, a place, and what the sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mooc_tool.packs.reasons import Reason, Say

SENTENCES: Mapping[str, str] = {
    # files and tables
    "file-missing": "The file is missing.",
    "not-utf8": "The file is not UTF-8 text.",
    "toml-syntax": "This is not valid TOML: %(reason)s.",
    "field-missing": "The field “%(field)s” is missing.",
    "field-unknown": "The field “%(field)s” is unknown.",
    "field-wrong": "The field “%(field)s” is wrong: %(reason)s.",
    "language-missing": "“%(field)s” says nothing in the language “%(language)s”.",
    # the course
    "unit-twice": "The page “%(slug)s” is listed twice.",
    "week-twice": "Week %(number)s is listed twice.",
    "week-minutes": "Week %(number)s says %(said)s minutes, its units add up to %(sum)s.",
    "hours": "The course says %(said)s hours, its weeks add up to %(sum)s minutes.",
    "unit-too-long": (
        "%(words)s words and %(exercises)s minutes of exercises do not fit in %(minutes)s minutes."
    ),
    "unit-too-short": (
        "%(words)s words and %(exercises)s minutes of exercises are too little for %(minutes)s minutes."
    ),
    "translation-missing": "The page “%(slug)s” is not written in the language “%(language)s”.",
    "translation-differs": "Another language of this page has what this one has not: %(only)s.",
    "rule-exercise-unknown": "The certification rule names the exercise “%(exercise)s”, which no unit holds.",
    "rule-exercise-optional": "The certification rule names the exercise “%(exercise)s”, which is optional.",
    "level-unknown": "There is no level “%(level)s”: name one of certification.levels.",
    "rule-empty": "The level “%(level)s” asks for nothing: give it a mean, a share or an exercise.",
    "fact-stale": "The fact %(fact)s was last checked on %(checked_on)s: more than two years ago.",
    "kind-unknown": "There is no kind of exercise called “%(kind)s”.",
    "params-wrong": "The parameter “%(field)s” is wrong: %(reason)s.",
    # quizzes
    "quiz-name-taken": "An exercise is called “%(name)s” too: give the quiz another name.",
    "quiz-unknown": "There is no quiz “%(quiz)s” to take items from.",
    "quiz-too-few": (
        "%(items)s items are too few to draw %(drawn)s: there must be two and a half times as many."
    ),
    "quiz-item-twice": "Two items are called “%(item)s”.",
    "quiz-right-wrong": "“%(item)s” has %(right)s right choices of %(choices)s.",
    "quiz-why-missing": "“%(item)s” does not explain why this choice is wrong: %(choice)s",
    "quiz-unit-unknown": "“%(item)s” names the page “%(unit)s”, which is not in the course.",
    "quiz-part-unknown": "“%(item)s” names the part “%(part)s”, which the page “%(unit)s” does not have.",
    "quiz-fact-apart": "“%(item)s” rests on the fact %(fact)s, which its page does not cite (%(units)s).",
    # data/communes.csv, corridors.toml, flows.csv
    "territory-columns": "The first line must be %(expected)s, not %(given)s.",
    "territory-row-length": "This row has %(given)s cells instead of %(expected)s.",
    "territory-value": "“%(field)s” cannot be “%(given)s”: %(reason)s.",
    "territory-code-twice": "The code %(code)s is given twice.",
    "territory-far-away": "%(name)s lies %(km)s km away from the other communes: have latitude and longitude "
    "changed places?",
    "territory-no-rows": "The table has no row.",
    "territory-corridor-twice": "Two corridors are called “%(id)s”.",
    "territory-unknown-commune": "No commune has the code %(code)s.",
    "territory-destination-is-origin": "The corridor ends where it starts: %(code)s.",
    # a page
    "title-missing": "The page has no title: its first line must be “# Title”.",
    "title-again": "The page has a second title: use “##” for its parts.",
    "heading-skips": "A heading jumps from level %(above)s to level %(level)s.",
    "html-raw": "HTML is shown as it is written, not obeyed: %(found)s",
    "image-alt-missing": "The image %(image)s has no text for those who do not see it: ![text](%(image)s).",
    "image-missing": "The image %(image)s is not in the pack's folder “figures”.",
    "table-header-empty": "A column of the table has no header.",
    "callout-unknown": "There is no box called “%(name)s”; there are: %(known)s.",
    "callout-open": "The box “%(name)s” is never closed: end it with a line “:::”.",
    "link-refused": "This link is not followed: %(link)s. Use https://, mailto:, #part or page.md.",
    "link-dead": "There is no page or part “%(link)s”.",
    "exercise-unknown": "There is no exercise “%(exercise)s”.",
    "exercise-nested": "The exercise “%(exercise)s” stands inside a box or a list: move it out.",
    "exercise-twice": "The exercise “%(exercise)s” is placed more than once.",
    "chart-unknown": "There is no chart “%(chart)s” in the pack's folder “charts”.",
    "chart-nested": "The chart “%(chart)s” stands inside a box or a list: move it out.",
    "chart-twice": "The chart “%(chart)s” is placed more than once.",
    "chart-lines-or-bars": "The chart “%(chart)s” needs either lines or bars.",
    "chart-alt-missing": "The chart “%(chart)s” has no text for those who do not see it: give it “alt”.",
    "chart-axis-missing": "The chart “%(chart)s” does not say what stands along its lower axis: give it “x”.",
    "chart-source-missing": (
        "The chart “%(chart)s” has no source: cite a fact in its captions, "
        "or say in “computed” how it was worked out."
    ),
    "chart-points-back": "A line of the chart “%(chart)s” goes back: sort its points by growing x.",
    "video-nested": "The video stands inside a box or a list: move it out.",
    "video-source": "The video “%(title)s” needs either a file or an address.",
    "video-file-missing": "The file %(file)s is not in the pack.",
    "video-captions-wrong": "%(file)s is not WebVTT: its first line must be WEBVTT.",
    "video-platform-unknown": "“video_platforms” in pack.toml does not name %(origin)s.",
    "fact-unknown": "There is no fact %(fact)s in facts.toml.",
    "fact-unverified": "The fact %(fact)s has grade M (from memory): check it before printing it.",
    "number-uncited": "The number %(number)s has no source: cite a fact, or mark arithmetic with [^=].",
}


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong at ``path``:``line`` (lines count from 1). ``str()`` says where and what in English."""

    path: str
    line: int
    code: str
    data: Mapping[str, object] = field(default_factory=dict, compare=False)

    def said(self, say: Say = str) -> str:
        """The sentence; ``say``: English sentence -> the same in another language."""
        blanks = {
            name: value.said(say) if isinstance(value, Reason) else value for name, value in self.data.items()
        }
        return say(SENTENCES[self.code]) % blanks

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.said()}"

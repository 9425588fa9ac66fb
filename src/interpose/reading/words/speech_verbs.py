"""The words by which a text says who speaks: verbs of speech, titles, and names for people without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from interpose.case.read.lexicon import Lexicon

__all__ = [
    "ACCORDING",
    "ANALYST_HEAD",
    "DEEDS",
    "HOUSE",
    "NAMED",
    "NEAR_WHOM",
    "PASSIVE",
    "PRONOUN",
    "REPORTED_TO",
    "REPORTS",
    "SAME_PEOPLE",
    "THEM",
    "UNNAMED_HEAD",
    "VERB",
    "VOICE",
    "VOICE_OF_OFFICE",
    "Titles",
    "titles_of",
]

_VERBS = (
    r"(?:said|says|say|told|tells|added|adds|stressed|stresses|noted|notes|insisted|insists|warned|warns|explained|explains|confirmed|confirms"
    r"|announced|announces|declared|declares|stated|states(?!\s+(?:of|that\s+have|which|in))|argued|argues|wrote|writes|acknowledged|acknowledges|replied|answered|suggests?|suggested"
    r"|reiterated|reiterates|emphasi[sz]ed|emphasi[sz]es|admitted|admits|reported|revealed|disclosed|called|conceded|recalled|remarked|commented"
    r"|proposed|proposes|demanded|pledged|pledges|promised|promises|vowed|vows|believes?|thinks?|estimates?|estimated|reckons?|reckoned|predicts?|calculates?|calculated|doubts|doubted|argues|denied|denies|rejected|rejects|dismissed|dismisses"
    r"|ruled|cautioned|indicated|indicates|hinted|maintained|maintains|underlined|signall?ed|claimed|claims|asserted|assured|repeated|told|predicted|tweeted|informed|notified|thundered|quipped|joked|posted|made\s+(?:it\s+)?(?:clear|plain|known)"
    r"|let\s+it\s+be\s+known|quoted\s+as\s+saying|has\s+made\s+(?:clear|plain)|sagte|sagten|erklärte|betonte|teilte{mid}mit|kündigte{mid}an|(?:hat|habe|haben){mid}(?:gesagt|erklärt|angekündigt|betont|mitgeteilt|bestätigt"
    r"|gestellt|ausgeschlossen|versprochen)|schloss(?={mid}aus)|lehnte(?={mid}ab)|a\s+déclaré|a\s+dit|a\s+affirmé|ha\s+detto)"
).replace("{mid}", "(?:\\s[^.;\\n]{0,120}?)?\\s")
_DEEDS = (
    r"(?:called|propose[ds]|demanded|pledge[ds]|promise[ds]|vow(?:ed|s)|denie[ds]|reject(?:ed|s)|dismiss(?:ed|es)|ruled"
    r"|suggest(?:ed|s)?|announce[ds]|schloss|lehnte)"
)
VERB = re.compile(
    # What has been said is said; what has been pledged is told.
    rf"(?<![\w-])(?:(?:(?:has|have|had|also|later|already|again)\s+){{1,2}}(?!{_DEEDS}\b))?{_VERBS}(?![\w-])"
)
DEEDS = re.compile(rf"{_DEEDS}$")
ACCORDING = re.compile(
    r"\b(?:[Aa]ccording\s+to|[Cc]iting|[Qq]uoting|[Ii]n\s+the\s+words\s+of|which\s+(?:quote[sd]?|cite[sd]?)"
    r"|(?:repeated|reiterated|confirmed|announced|made\s+public)\s+by)\s+"
)
_PART = r"(?:al-|el-|d’|d')?[A-ZÀ-ÖØ-ÞŚŠŽČŁĐ][\w’'-]+"
_NAME = (
    rf"{_PART}(?:\s+(?!der\s+(?:Zeitung|Presse|Agentur|Nachrichten))"
    rf"(?:(?:de|da|van|von|der|den|del|di|la|le|el|al|bin)\s+)*{_PART}){{0,3}}"
)
THEM = re.compile(r"(?:them|those|the\s+(?:\w+\s+){0,2}(?:people|officials?|diplomats?|sources?|aides?))\b(?=\s*[,.])")
NAMED = re.compile(rf"(?P<name>{_NAME})")
REPORTED_TO = re.compile(
    r"(?:told|to|with|by|in|citing|quoting|according to|newspaper|daily|weekly|agency|broadcaster|magazine)\s+"
    r"(?:the\s+|[\w’'-]+[’']s\s+)?(?:\w+\s+)?$"
)
REPORTS = re.compile(
    r"(?:\s+newspaper|\s+agency|\s+magazine)?,?\s+(?:\w+\s+)?"
    r"(?:report|said|says|wrote|writes|has\s+learn(?:ed|t)|understands|which\s+(?:quote|cite)|citing|quot|interview|cited|on\s+\w+day)"
)
HOUSE = re.compile(r"\s+(?:at|in|from|of|with)\s+(?:(?:the|an?)\s+)?")
NEAR_WHOM = re.compile(
    r"\s+(?:from\s+the\s+(?:region|country|alliance|bloc)|to\s+the\s+(?:[Pp]resident|[Pp]rime\s+[Mm]inister|[Cc]hancellor|[Mm]inister))\b"
)
VOICE_OF_OFFICE = re.compile(
    r"\b(?:(?:[Gg]overnment|[Mm]inistry)\s+)?(?P<title>[Ss]pokes(?:man|woman|person)|(?:main\s+)?[Oo]pposition(?=\s*$)|(?:[Aa]rmy|[Nn]avy|[Mm]ilitary)\s+chief"
    r"|(?:[Cc]hief|[Hh]ead|[Cc]ommander|[Ll]eader)\s+of\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}?(?:diplomacy|staff|army|forces|commission|delegation|mission|navy|alliance|union|parliament|council))"
    r"(?P<house>\s+(?:for|of|at)\s+the\s+(?:\w+\s+){0,2}(?:ministry|chancellery|government|presidency|army|office))?"
    r"(?!,?\s+[A-Z])"
)
SAME_PEOPLE = re.compile(r"\b[Tt]he\s+(?:(?:two|three)\s+)?(?:people|officials?|diplomats?|sources?|persons?|aides?)\s*$")
PASSIVE = re.compile(r"\b(?:been|being|is|are|was|were|be|not)\s+$")
PRONOUN = re.compile(r"(?:^|[\s“\"”,])(?:[Hh]e|[Ss]he)\s*$")
_CLOSE = (
    r"(?:\s+(?:who\s+(?:was|were|is|are)\s+)?(?:familiar|briefed|close|with\s+knowledge)"
    r"(?:\s+(?:with|on|to|of)\s+the\s+\w+)?"
    r"|\s+(?:in|inside|at|within)\s+the\s+(?:\w+\s+)?(?:government|ministry|offices?|administration|presidency|chancellery|delegation))"
)
UNNAMED_HEAD = re.compile(
    rf"\b(?:(?:[Oo]fficials?|[Dd]iplomats?|[Ss]ources?|officers?|[Aa]ides?|[Aa]dvis[eo]rs?|[Ii]nsiders?){_CLOSE}?"
    rf"|(?:people|persons?){_CLOSE})\b",
)
ANALYST_HEAD = re.compile(r"\b(?:[Aa]nalysts?|[Ee]xperts?|[Rr]esearchers?|think\s+tanks?|[Oo]bservers?)\b")
VOICE = re.compile(r"\s(?:voice|politician|lawmaker|MP|MEP|commentator|columnist|parliamentarian)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """How titles stand with names, and which words are neither.

    Parameters
    ----------
    before_name : pattern
        A title with the name that follows it.
    after_name : pattern
        A title that follows a name.
    office_alone : pattern
        A title, a ministry or a government without a name, after the state.
    office_of : pattern
        The same without the state before it, and with the state after it where one is: the prime minister of a state.
    analyst : pattern
        A title of somebody who comments and holds no office.
    no_name : pattern
        Words with a capital that begin no name.
    modifier : pattern
        Words that belong to somebody unnamed: a senior western official.
    """

    before_name: re.Pattern[str]
    after_name: re.Pattern[str]
    office_alone: re.Pattern[str]
    office_of: re.Pattern[str]
    analyst: re.Pattern[str]
    no_name: re.Pattern[str]
    modifier: re.Pattern[str]


def titles_of(lexicon: Lexicon) -> Titles:
    """Build the patterns of titles that a lexicon lists, once for each list."""
    return _titles(lexicon.titles, lexicon.analysts, lexicon.authorities.get("organisation", ()))


_MINISTRIES = "[Dd]efen[cs]e|[Ff]oreign|[Ii]nterior"
_BODIES = "[Mm]inistry|[Gg]overnment|[Cc]abinet|[Pp]residency|[Pp]arliament"
_HOUSE_OR = r"(?:(?:outgoing|acting|deputy|caretaker|interim)\s+)?"


@lru_cache(maxsize=4)
def _titles(titles: tuple[str, ...], analysts: tuple[str, ...], organisations: tuple[str, ...]) -> Titles:
    title = rf"(?:{'|'.join(titles) or '(?!)'})"
    bodies = "|".join(map(re.escape, organisations)) or "(?!)"
    return Titles(
        before_name=re.compile(rf"(?P<title>{title}),?\s+(?P<name>{_NAME})"),
        after_name=re.compile(rf",\s+(?:the\s+)?(?:[\w’'.-]+\s+){{0,4}}?(?P<title>{title})"),
        office_alone=re.compile(
            rf"(?:[’']s)?\s+(?P<title>{_HOUSE_OR}{title}|(?:(?:{_MINISTRIES})\s+)?(?:{_BODIES}))(?=[\s,.;:”]|$)"
            r"(?!,?\s+[A-Z])"
        ),
        office_of=re.compile(
            rf"\b(?P<title>{_HOUSE_OR}{title}|(?:(?:{_MINISTRIES})\s+)?(?:{_BODIES}))"
            r"(?:\s+of\s+(?:the\s+)?(?P<state>[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){0,2}))?(?=[\s,.;:”]|$)(?!,?\s+[A-Z])"
        ),
        analyst=re.compile("|".join(analysts) or "(?!)"),
        no_name=re.compile(
            r"^(?:The|An?|He|She|It|They|We|I|In|On|At|And|But|If|As|By|For|From|This|That|These|Those|His|Her|Their|Its|Asked"
            r"|Speaking|Earlier|Later|Meanwhile|However|\w+day|January|February|March|April|May|June|July|August|September"
            rf"|October|November|December|{bodies})$"
        ),
        modifier=re.compile(
            r"^(?:an?|the|one|two|three|four|five|six|seven|several|some|many|multiple|senior|top|unnamed|anonymous|undisclosed"
            r"|unidentified|other|western|european|security|defen[cs]e|military|government|foreign|policy|intelligence|familiar"
            rf"|ministry|diplomatic|well-placed|{bodies})$",
            re.IGNORECASE,
        ),
    )

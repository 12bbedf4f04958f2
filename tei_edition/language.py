"""The language of a document: configured, or voted by its commonest words.

A vote over function words needs a few lines of text and no model; where it is close, or the text
short, English is not assumed: the document says `und` and a message asks for `language`.
"""

from __future__ import annotations

from collections import Counter

from .model import Document
from .wordruns import word_runs

_SAMPLE = 40_000  # characters from the text
_SHORT = 6  # votes needed
# function words that are frequent in one of the languages and rare or absent in the others
_VOTES = {
    "en": "the of and to in that is was he it his for with as had not be her which have from you this but they she were",
    "de": "der und die das den dem des ein eine einen einer ist nicht mit sich auch auf für von zu war ich es sie wir wie noch nach",
    "fr": "le les des du et un une est que qui dans pour pas sur au aux avec ce cette il elle nous vous je ne se par plus était",
    "es": "el los las del y que en un una es con por para su se no lo como más pero sus al",
    "it": "il gli della dei che di e un una è con per non si del nel alla sono anche più ma come",
    "la": "et in est non ad cum ut quod qui sed ex per quae ab enim autem esse sunt atque",
    "nl": "de het een en van dat niet is op te zijn met voor hij aan er maar ook als bij",
}
_VOTERS: dict[str, list[str]] = {}  # word -> the languages it votes for
for _language, _listed in _VOTES.items():
    for _word in _listed.split():
        _VOTERS.setdefault(_word, []).append(_language)


def find_language(doc: Document) -> None:
    """`language`: the sidecar's or the configuration's, else the one most function words vote for."""
    configured = doc.metadata.language or doc.options.language
    if configured:
        doc.language = configured
        return
    words = word_runs(doc.source.text[:_SAMPLE].lower(), _in_word)
    votes = dict.fromkeys(_VOTES, 0)
    for word, times in Counter(filter(_VOTERS.__contains__, words)).items():
        for language in _VOTERS[word]:
            votes[language] += times
    best, second = sorted(votes, key=lambda language: -votes[language])[:2]
    if votes[best] >= _SHORT and votes[best] > 1.2 * votes[second]:
        doc.language = best
    else:
        doc.language = "und"
        doc.say("H06", 0, 'too few words, or too mixed, to tell the language: name it (language = "en")')


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"

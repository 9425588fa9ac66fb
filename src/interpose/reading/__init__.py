"""From a news text to drafts of claims, for a person to accept.

`read_article` reads by patterns of language; `model_reader` asks a model behind an endpoint. Both are a `Reader`.
"""

from interpose.reading.article import Article, ArticleReading, Draft, Person, Reader, Span
from interpose.reading.rules import read_article
from interpose.reading.suggested import merge, model_reader

__all__ = ["Article", "ArticleReading", "Draft", "Person", "Reader", "Span", "merge", "model_reader", "read_article"]

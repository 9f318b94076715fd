"""The content files: models, loading, checking, reloading. Pure but for reading the files."""

from bot.content.content import Content
from bot.content.loader import load_content
from bot.content.models import CareLine, Entry, RedFlag, Region, Review, Source, Text
from bot.content.reload import ContentSource

__all__ = [
    "CareLine",
    "Content",
    "ContentSource",
    "Entry",
    "RedFlag",
    "Region",
    "Review",
    "Source",
    "Text",
    "load_content",
]

"""The model of content/lexicon.yaml."""

from pydantic import BaseModel, ConfigDict


class Lexicon(BaseModel):
    """content/lexicon.yaml."""

    model_config = ConfigDict(frozen=True, extra="allow")

"""The model of content/triage.yaml."""

from pydantic import BaseModel, ConfigDict


class TriageWords(BaseModel):
    """content/triage.yaml."""

    model_config = ConfigDict(frozen=True, extra="allow")

"""What a person sees: a text and, under it, full-width buttons."""

from pydantic import BaseModel, ConfigDict

from bot.views.presses import press_data

MAX_UNITS = 4096  # UTF-16 code units of a message's text, after entities are parsed (Bot API, sendMessage)


class Button(BaseModel):
    """A button of an inline keyboard: its caption and what a press sends back."""

    model_config = ConfigDict(frozen=True)

    text: str
    data: str


class Reply(BaseModel):
    """A message to a person: HTML as Telegram takes it, and rows of buttons (one a row as a rule)."""

    model_config = ConfigDict(frozen=True)

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()

    def headed(self, line: str) -> "Reply":
        """The same message with *line* (HTML) as a paragraph of its own in front."""
        return self.model_copy(update={"text": f"{line}\n\n{self.text}"})

    def followed_by(self, text: str) -> "Reply":
        """The same message and buttons with *text* (HTML) below."""
        return self.model_copy(update={"text": f"{self.text}\n\n{text}"})


def button(text: str, verb: str, *args: object) -> Button:
    """A button that sends *verb* with *args*."""
    return Button(text=text, data=press_data(verb, *args))


def column(*buttons: Button) -> tuple[tuple[Button, ...], ...]:
    """One full-width button per row."""
    return tuple((one,) for one in buttons)

"""A person's side of the chat: whole updates as Telegram would bring them, and the buttons under what came back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.outbox.actions import Action, EditMessage, SendFile, SendMessage
from bot.simulation.engine import BOT_ID, Engine
from bot.simulation.promises import Breach
from bot.simulation.telegram import Network
from bot.views.presses import Press, parse_press
from bot.views.reply import Reply

REMEMBERED = 6  # messages whose buttons somebody still finds


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot said to one update: its texts, every button under them, and what its files hold."""

    texts: tuple[str, ...] = ()
    presses: tuple[Press, ...] = ()
    files: tuple[str, ...] = ()

    def offers(self, verb: str, *args: str) -> Press | None:
        """The first button with this verb (and these last arguments)."""
        fits = (one for one in self.presses if one.verb == verb and one.args[len(one.args) - len(args) :] == args)
        return next(fits, None)


NOTHING = Answer()


class Talk:
    """One person's private chat."""

    def __init__(self, chat_id: int, engine: Engine, network: Network, checked: Counter[str]) -> None:
        self.chat_id = chat_id
        self._checked = checked
        self._engine = engine
        self._network = network
        self._buttons: dict[int, list[str]] = {}  # by message, the newest last

    def got(self, number: int, reply: Reply) -> None:
        """A message is there, or has changed."""
        self._buttons.pop(number, None)
        self._buttons[number] = [button.data for row in reply.rows for button in row]
        for old in list(self._buttons)[:-REMEMBERED]:
            del self._buttons[old]

    async def say(self, text: str) -> Answer:
        """Write to the bot, which must answer; else Breach."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text.startswith("/") else []
        message = self._message(self._network.next_number(), self._me()) | {"text": text, "entities": entities}
        answer = await self._bring({"message": message})
        self._checked["a message is answered"] += 1
        if not answer.texts:
            raise Breach("a message was not answered")
        return answer

    async def press(self, verb: str, *args: str) -> Answer:
        """Press the newest button with this verb (and these last arguments); NOTHING where there is none."""
        for number in reversed(self._buttons):
            for data in self._buttons[number]:
                press = parse_press(data)
                if press and press.verb == verb and press.args[len(press.args) - len(args) :] == args:
                    return await self._press(number, data)
        return NOTHING

    async def _press(self, number: int, data: str) -> Answer:
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Bot"}
        query = {
            "id": str(self._network.next_number()),
            "from": self._me(),
            "chat_instance": "1",
            "data": data,
            "message": self._message(number, bot) | {"text": "a message of the bot"},
        }
        return await self._bring({"callback_query": query})

    async def _bring(self, update: dict[str, Any]) -> Answer:
        done = await self._engine.receive({"update_id": self._network.next_number(), **update})
        replies = list(self._seen(done))
        data = [button.data for reply in replies for row in reply.rows for button in row]
        presses = (press for one in data if (press := parse_press(one)) is not None)
        files = (action.content for _, action in done if isinstance(action, SendFile))
        return Answer(tuple(reply.text for reply in replies), tuple(presses), tuple(files))

    def _seen(self, done: Iterable[tuple[int, Action]]) -> Iterable[Reply]:
        for number, action in done:
            if isinstance(action, SendMessage | EditMessage) and action.chat_id == self.chat_id:
                self.got(number, action.reply)
                yield action.reply

    def _message(self, number: int, sender: dict[str, Any]) -> dict[str, Any]:
        chat = {"id": self.chat_id, "type": "private", "first_name": "P"}
        written = int(self._network.clock.now().timestamp())
        return {"message_id": number, "date": written, "chat": chat, "from": sender}

    def _me(self) -> dict[str, Any]:
        return {"id": self.chat_id, "is_bot": False, "first_name": "P"}

"""Keeps the page's conversations in a JSON file, so that a restart of the preview goes on where it was."""

import asyncio
import base64
import json
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.preview.state import Attachment, Chat, Message, Person, StoredFile, World
from bot.preview.updates import Waiting

FORMAT = 1
PAUSE = 0.3
FOR_EVER = 1e9
Record = TypeVar("Record", Person, Chat, Message)


class SavedChats:
    """One file. Written whole and atomically, a moment after each change."""

    def __init__(self, path: Path, world: World) -> None:
        self.path = path
        self._world = world
        self._saved_version = -1
        self._task: asyncio.Task[None] | None = None

    def load(self) -> datetime | None:
        """
        Fill the world from the file. Returns the simulated time it was saved at; None without a file.

        A file that cannot be read is put aside as ``*.unreadable`` and the chats begin empty.
        """
        try:
            return _fill(self._world, json.loads(self.path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            self.path.replace(self.path.with_name(self.path.name + ".unreadable"))
            return None

    def save(self) -> None:
        """Write now, readable by the owner alone."""
        self._saved_version = self._world.version
        body = json.dumps(_everything(self._world), ensure_ascii=False)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.touch(mode=0o600)
        fresh.write_text(body, "utf-8")
        fresh.replace(self.path)

    def start(self) -> None:
        """Save after each change from now on."""
        self._task = asyncio.create_task(self._keep_saving())

    async def stop(self) -> None:
        """Save a last time."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.save()

    async def _keep_saving(self) -> None:
        while True:
            await self._world.changes.until(lambda: self._world.version != self._saved_version, within=FOR_EVER)
            self.save()
            await asyncio.sleep(PAUSE)


def _everything(world: World) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "now": world.now().isoformat(),
        "people": [asdict(person) for person in world.people.values()],
        "chats": [_plain(asdict(chat)) for chat in world.chats.values()],
        "messages": [_plain(asdict(m)) for messages in world.messages.values() for m in messages.values()],
        "files": [
            {"id": f.id, "name": f.name, "mime": f.mime, "data": base64.b64encode(f.data).decode()}
            for f in world.files.values()
        ],
        "updates": [{"update": w.update, "came": w.came.isoformat()} for w in world.updates.waiting],
        "next_update_id": world.updates.next_id,
        "last_message_id": world.last_message_id,
        "commands": world.commands,
        "descriptions": world.descriptions,
    }


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in record.items()}


def _record(kind: type[Record], saved: dict[str, Any]) -> Record:
    known = {field.name for field in fields(kind)}
    values = {key: value for key, value in saved.items() if key in known}
    for key in ("date", "edited", "typing_until"):
        if values.get(key):
            values[key] = datetime.fromisoformat(values[key])
    if values.get("attachment"):
        values["attachment"] = Attachment(**values["attachment"])
    return kind(**values)


def _fill(world: World, saved: dict[str, Any]) -> datetime:
    if saved["format"] != FORMAT:
        raise ValueError(saved["format"])
    people = [_record(Person, item) for item in saved["people"]]
    chats = [_record(Chat, item) for item in saved["chats"]]
    messages = [_record(Message, item) for item in saved["messages"]]
    files = [StoredFile(f["id"], f["name"], f["mime"], base64.b64decode(f["data"])) for f in saved["files"]]
    updates = [Waiting(w["update"], datetime.fromisoformat(w["came"])) for w in saved["updates"]]
    moment = datetime.fromisoformat(saved["now"])
    world.people |= {person.id: person for person in people if person.id != world.bot.id}
    world.chats |= {chat.id: chat for chat in chats}
    world.files |= {file.id: file for file in files}
    for message in messages:
        world.messages.setdefault(message.chat_id, {})[message.id] = message
        world.version = max(world.version, message.version)
    world.updates.waiting = updates
    world.updates.next_id = saved["next_update_id"]
    world.last_message_id = saved["last_message_id"]
    world.commands |= saved["commands"]
    world.descriptions |= saved["descriptions"]
    return moment

"""Things people can send from the page without having them at hand."""

import struct
import zlib

from bot.preview.shown import Shown
from bot.preview.user import User

_WIDTH, _HEIGHT = 240, 160


def picture() -> bytes:
    """A small PNG: a pale sky over a field."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\0" + bytes((150 + y // 2, 190 + y // 3, 230) if y < _HEIGHT * 0.6 else (110, 160 - y // 4, 90)) * _WIDTH
        for y in range(_HEIGHT)
    )
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def send(user: User, kind: str, caption: str) -> Shown:
    """Send a sample of this kind; only photos and documents take the caption. Raises ValueError for another kind."""
    if kind == "photo":
        return await user.photo(caption, data=picture())
    if kind == "document":
        return await user.document("letter.txt", b"Dear team, this is a sample.\n", caption, "text/plain")
    if kind == "voice":
        return await user.voice()
    if kind == "sticker":
        return await user.sticker()
    if kind == "location":
        return await user.location()
    raise ValueError(kind)

"""
The index of the content, with what was fitted to it kept on disk: fitting takes ten seconds, reading it back a moment.

What is kept belongs to one content and one version of the code, by the name of its file; anything else is fitted anew.
Nothing but content goes into it, and it may be deleted at any time.
"""

import hashlib
import json
import logging
import sys
import tempfile
from pathlib import Path

import rapidfuzz

from bot import understanding
from bot.content import Content
from bot.understanding import Index, build_index
from bot.understanding.matcher import ways_of_saying
from bot.understanding.meanings import Meanings

KEPT = Path(__file__).parents[1] / ".cache"
_MOST = 4  # files; older ones go

logger = logging.getLogger(__name__)


def index_of(content: Content, folder: Path = KEPT) -> Index:
    """The index of *content*. A folder that cannot be read or written costs time and nothing else."""
    file = folder / f"understanding-{_fingerprint(content)}.fitted"
    kept = _read(file, content)
    index = build_index(content, kept)
    if kept is None:
        _keep(file, index.meanings)
    return index


def _read(file: Path, content: Content) -> Meanings | None:
    try:
        return Meanings.restored(content, _checked(file.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("what was fitted cannot be read and is fitted anew", extra={"reason": type(error).__name__})
        return None


def _checked(raw: bytes) -> bytes:
    """What was kept, without the checksum before it; ValueError where they do not belong together."""
    checksum, kept = raw[: hashlib.sha256().digest_size], raw[hashlib.sha256().digest_size :]
    if hashlib.sha256(kept).digest() != checksum:
        raise ValueError("it is damaged")
    return kept


def _keep(file: Path, meanings: Meanings) -> None:
    """Written beside and moved into place, so that nobody reads half of it and nothing half written stays."""
    kept = meanings.kept
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix="unfinished-") as beside:
            whole = Path(beside) / file.name
            whole.write_bytes(hashlib.sha256(kept).digest() + kept)
            whole.replace(file)
        for old in sorted(file.parent.glob("understanding-*.fitted"), key=lambda one: -one.stat().st_mtime)[_MOST:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        logger.info("what was fitted cannot be kept: slower starts", extra={"reason": type(error).__name__})


def _fingerprint(content: Content) -> str:
    """Of all that the fit depends on: the words of the content, the code of understanding, Python and rapidfuzz."""
    found = hashlib.sha256(repr((sys.version_info[:2], rapidfuzz.__version__)).encode())
    for file in sorted(Path(understanding.__file__).parent.rglob("*")):
        if file.suffix in {".py", ".txt"} and file.name != "weights.py":
            found.update(file.read_bytes())
    found.update(json.dumps(ways_of_saying(content)).encode())
    for words in (content.lexicon, content.intents, content.triage):
        found.update(words.model_dump_json().encode())
    return found.hexdigest()[:32]

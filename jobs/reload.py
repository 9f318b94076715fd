"""Content follows its files: an edit is taken whole, or the old content stays and the log says why."""

import asyncio
import logging

from bot.context import Services

logger = logging.getLogger(__name__)


async def reload_content(services: Services) -> None:
    """Look at the content files once."""
    faults = await asyncio.to_thread(services.knowledge.source.reload_if_changed)
    if faults is None:
        return
    if faults:
        logger.error("edited content refused; the old content stays", extra={"faults": "; ".join(map(str, faults))})
        return
    await asyncio.to_thread(services.knowledge.reindex)
    logger.info("content reloaded")

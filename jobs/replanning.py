"""
Each night every plan is worked out anew from the facts.

The zone database or the rules may have changed under what is stored; where nothing has, nothing is written. One person
is one short transaction, so that replies go in between.
"""

import logging
from collections.abc import Callable

from bot.context import Services
from bot.planning import replan
from bot.storage import health, outbox, people

logger = logging.getLogger(__name__)

NAME = "replan"
PAGE = 500


async def replan_everybody(services: Services, goes_on: Callable[[], bool] = lambda: True) -> int:
    """
    Bring every stored plan up to the facts; returns how many people's changed.

    Whoever has something due at this moment is left until the next night: that is sent or dropped first. It ends
    early where *goes_on* says no; what is left then is done the next night.
    """
    async with services.database.transaction() as db:
        await health.beat(db, NAME, services.now())
    changed = seen = last = 0
    while goes_on():
        async with services.database.read() as db:
            page = await people.all_people(db, after=last, limit=PAGE)
        if not page:
            break
        for person_id in page:
            if not goes_on():
                break
            changed += await _replan(services, person_id)
            seen, last = seen + 1, person_id
    logger.log(logging.WARNING if changed else logging.INFO, "plans", extra={"people": seen, "changed": changed})
    return changed


async def _replan(services: Services, person_id: int) -> bool:
    now = services.now()
    async with services.database.transaction() as db:
        before = await outbox.waiting_for_person(db, person_id)
        if any(row.due_at <= now for row in before):
            return False
        await replan(db, services.settings, person_id, now)
        return await outbox.waiting_for_person(db, person_id) != before

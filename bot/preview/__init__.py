"""A local stand-in for the Bot API, and a chat page on top of it: for newcomers, and for every test."""

from bot.preview.actions import NotPossible
from bot.preview.calls import Call
from bot.preview.faults import Fault
from bot.preview.limits import Limits
from bot.preview.places import Group
from bot.preview.shown import Shown, ShownButton
from bot.preview.standin import StandIn
from bot.preview.user import User

__all__ = ["Call", "Fault", "Group", "Limits", "NotPossible", "Shown", "ShownButton", "StandIn", "User"]

"""The people of the chat page."""

from dataclasses import dataclass
from typing import Literal

ADMIN_ID = 900


@dataclass(frozen=True, slots=True)
class Member:
    """A person shown on the page. ``about`` says who they are, beside the name; ``role`` "team": an admin."""

    id: int
    first_name: str
    last_name: str
    about: str
    role: Literal["patient", "team"] = "patient"


PEOPLE = (
    Member(101, "Mary", "Clark", "a patient"),
    Member(102, "Ann", "Clark", "Mary's daughter"),
    Member(103, "George", "Ito", "a patient"),
    Member(ADMIN_ID, "Joan", "Reyes", "nurse, on the team", "team"),
)

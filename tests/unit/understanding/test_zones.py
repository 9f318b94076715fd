"""A time zone from a place or a clock."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.zones import clocks, place_name, zones_of_clock, zones_of_place

WINTER = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("London", "Europe/London"),
        ("i live in berln", "Europe/Berlin"),
        ("New york, please", "America/New_York"),
        ("Manchester, UK", "Europe/London"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("Germany", "Europe/Berlin"),
        ("ROME!!!", "Europe/Rome"),
    ],
)
def test_a_city_or_small_country_is_found_as_people_type_it(typed: str, zone: str) -> None:
    assert zones_of_place(typed)[0] == zone


@pytest.mark.parametrize("typed", ["", "Middle Wallop", "United States", "14 Wood Street", "i dont know", "1405", "🙂"])
def test_what_is_no_place_or_too_large_a_one_fits_nothing(typed: str) -> None:
    assert zones_of_place(typed) == ()


@pytest.mark.parametrize("shown", [time(hour, minute) for hour in range(24) for minute in (5, 35)])
def test_every_zone_offered_for_a_clock_shows_that_time_of_day_or_night(shown: time) -> None:
    for zone in zones_of_clock(shown, WINTER):
        local = WINTER.astimezone(ZoneInfo(zone))
        assert (local.hour % 12, local.minute) == (shown.hour % 12, shown.minute)


def test_zones_that_part_in_summer_are_offered_beside_each_other() -> None:
    assert zones_of_clock(time(15, 3), WINTER)[:2] == ("Europe/Berlin", "Africa/Lagos")
    assert "America/Bogota" in zones_of_clock(time(9, 5), WINTER)


def test_a_clock_that_no_zone_has_fits_nothing() -> None:
    assert zones_of_clock(time(14, 20), WINTER) == ()


def test_a_city_is_named_as_people_write_it() -> None:
    assert place_name("America/Argentina/Buenos_Aires") == "Buenos Aires"


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("leeds", "Europe/London"),
        ("Florida", "America/New_York"),
        ("im in texas", "America/Chicago"),
        ("calgary", "America/Edmonton"),
        ("Queensland", "Australia/Brisbane"),
        ("Cork, Ireland", "Europe/Dublin"),
        ("melborne", "Australia/Melbourne"),
    ],
)
def test_a_large_town_or_a_state_is_a_place_too(typed: str, zone: str) -> None:
    assert zones_of_place(typed)[0] == zone


def test_a_clock_past_noon_tells_the_half_of_the_day_and_so_does_ours() -> None:
    assert "Pacific/Fiji" not in zones_of_clock(time(14, 5), WINTER)
    assert "Pacific/Fiji" in zones_of_clock(time(2, 5), WINTER)
    assert "Pacific/Fiji" not in zones_of_clock(time(2, 5), WINTER.replace(hour=2), hands=False)


def test_every_time_that_is_offered_to_choose_from_leads_to_a_place() -> None:
    offered = clocks(WINTER)
    assert len(offered) == len(set(offered)) > 24
    assert all(zones_of_clock(one, WINTER, hands=False) for one in offered)

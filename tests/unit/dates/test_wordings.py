from datetime import date, time

import pytest

from bot.understanding.dates import read_date

TODAY = date(2026, 11, 22)  # a Sunday


def days(*texts: str) -> list[date]:
    """11-09 is in 2026; 2027-01-12 says its year."""
    return [date.fromisoformat(text if len(text) > 5 else f"2026-{text}") for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("had my shot on Thursday", "11-19"),
        ("got the prolia today", "11-22"),
        ("today, sunday", "11-22"),
        ("injection was 6 October", "10-06"),
        ("nurse came yesterday and did my denosumab", "11-21"),
        ("four days ago i had the bone jab", "11-18"),
        ("mam had her injection on the 12th", "11-12"),
        ("had my last one on 30/09/2026", "09-30"),
        ("30/09", "09-30"),
        ("30.9.26", "09-30"),
        ("on 30.9", "09-30"),
        ("they did it last monday", "11-16"),
        ("last sunday", "11-15"),
        ("sunday just gone", "11-15"),
        ("had it friday gone", "11-20"),
        ("a fortnight ago", "11-08"),
        ("three weeks back", "11-01"),
        ("3wks ago", "11-01"),
        ("twenty-one days ago", "11-01"),
        ("twenty one days ago", "11-01"),
        ("two weeks ago today", "11-08"),
        ("a week ago yesterday", "11-14"),
        ("it was three weeks today", "11-01"),
        ("the first of the month", "11-01"),
        ("the 3rd of last month", "10-03"),
        ("last day was the 31st", "10-31"),
        ("the twelfth of May", "05-12"),
        ("May the 12th", "05-12"),
        ("on 12 may", "05-12"),
        ("Oct 6th, 2026", "10-06"),
        ("6oct26", "10-06"),
        ("06-Oct-2026", "10-06"),
        ("2026-10-06", "10-06"),
        ("2026/10/06", "10-06"),
        ("20261006", "10-06"),
        ("6.10.2026, 6th october", "10-06"),
        ("day before yesterday", "11-20"),
        ("the day before yesterday", "11-20"),
        ("this morning", "11-22"),
        ("last night", "11-21"),
        ("I've just had my injection", "11-22"),
        ("yesturday", "11-21"),
        ("on wensday", "11-18"),
        ("on thrusday", "11-19"),
        ("12th of febuary", "02-12"),
        ("on the twenty-first", "11-21"),
        ("twelfth", "11-12"),
        ("the friday before last", "11-13"),
        ("a week last friday", "11-13"),
        ("it was in july, I think the 12th", "07-12"),
        ("12 march last year", "2025-03-12"),
        ("12/3/26", "03-12"),  # the other reading lies ahead
        ("25 dec", "2025-12-25"),
        ("christmas eve", "2025-12-24"),
        ("good friday", "04-03"),
        ("29 feb", "2024-02-29"),
        ("1/1", "01-01"),
        ("1/1/26", "01-01"),
        ("friday the 13th", "11-13"),
        ("Thursday 12th November", "11-12"),
        ("fri 6/11", "11-06"),  # the weekday settles the order
        ("12th", "11-12"),
        ("the first monday of this month", "11-02"),
        ("last friday of october", "10-30"),
        ("had it sat", "11-21"),
        ("jab done wed", "11-18"),
        ("injection 14 jan 2026 at 3pm", "01-14"),
        ("six months ago today", "05-22"),
        ("12 ᵗʰ october 2026", "10-12"),
        ("12\u00a0October 2026", "10-12"),
    ],
)
def test_what_has_happened_is_read_as_the_latest_day_that_fits(text: str, expected: str) -> None:
    assert (read_date(text, TODAY, "past").date,) == tuple(days(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dentist is taking a tooth out this friday", "11-27"),
        ("this coming friday", "11-27"),
        ("this coming sunday", "11-29"),
        ("next sunday", "11-29"),
        ("implant on 12 january", "2027-01-12"),
        ("teeth cleaning tomorrow", "11-23"),
        ("tmrw", "11-23"),
        ("2moro", "11-23"),
        ("root canal booked for dec 11th", "12-11"),
        ("dental check up wed 2 dec", "12-02"),
        ("crown fitted in a week", "11-29"),
        ("in 10 days' time", "12-02"),
        ("ten days from now", "12-02"),
        ("having two teeth out on Thursday week", "12-03"),
        ("a week on thursday", "12-03"),
        ("a fortnight on tuesday", "12-08"),
        ("three weeks on monday", "12-14"),
        ("a week tomorrow", "11-30"),
        ("two weeks today", "12-06"),
        ("tomorrow week", "11-30"),
        ("day after tomorrow", "11-24"),
        ("extraction on monday", "11-23"),
        ("the first of the month", "12-01"),
        ("on the 31st", "12-31"),
        ("on the 12", "12-12"),
        ("the 5th of next month", "12-05"),
        ("9th of december", "12-09"),
        ("boxing day", "12-26"),
        ("new year's day", "2027-01-01"),
        ("easter monday", "2027-03-29"),
        ("30/01", "2027-01-30"),
        ("friday 4", "12-04"),
        ("15 Jan at 3pm", "2027-01-15"),
        ("first tuesday in december", "12-01"),
        ("29 february", "2028-02-29"),
        ("in two weeks", "12-06"),
        ("on the 3/3", "2027-03-03"),
        ("12 january next year", "2027-01-12"),
    ],
)
def test_what_lies_ahead_is_read_as_the_first_day_that_fits(text: str, expected: str) -> None:
    assert (read_date(text, TODAY, "future").date,) == tuple(days(expected))


@pytest.mark.parametrize(
    ("text", "prefer", "expected"),
    [
        ("jab done 4/5/26", "past", ["05-04", "04-05"]),
        ("having a molar pulled on 3/12", "future", ["12-03", "2027-03-12"]),
        ("3/4", "past", ["04-03", "03-04"]),
        ("3-4", "past", ["04-03", "03-04"]),
        ("next tuesday", "future", ["11-24", "12-01"]),
        ("on sunday", "past", ["11-22", "11-15"]),
        ("sunday", "future", ["11-22", "11-29"]),
        ("tuesday next week", "future", ["11-24", "12-01"]),
        ("either monday or tuesday", "future", ["11-23", "11-24"]),
        ("6th or 7th of december", "future", ["12-06", "12-07"]),
        ("monday 12 november", "past", ["11-12", "11-09"]),  # it was a Thursday
        ("had it on the 3rd, no the 4th", "past", ["11-04", "11-03"]),
    ],
)
def test_what_may_be_two_days_is_asked_back(text: str, prefer: str, expected: list[str]) -> None:
    reading = read_date(text, TODAY, "past" if prefer == "past" else "future")

    assert (reading.date, reading.reason) == (None, "ambiguous")
    assert list(reading.dates) == days(*expected)


@pytest.mark.parametrize(
    "text",
    ["31.02.2026", "31/02", "30 feb", "31 june", "the 32nd", "13/13/2026", "45/3/26", "on the 31st of this month"],
)
def test_a_day_that_no_calendar_has_is_called_impossible(text: str) -> None:
    reading = read_date(text, TODAY, "past")

    assert (reading.date, reading.dates, reading.reason) == (None, (), "impossible")


@pytest.mark.parametrize(
    "text",
    [
        "i had my prolia in july",
        "mid March",
        "in may",
        "may 2026",
        "late october",
        "early next month",
        "sometime in the new year",
        "last month",
        "next week",
        "last week",
        "in the spring",
        "a couple of weeks ago",
        "about three weeks ago",
        "two or three weeks ago",
        "2-3 weeks ago",
        "a few days ago",
        "six months ago",
        "a year ago",
        "in two months",
        "at the weekend",
        "the other day",
        "first week of december",
        "after christmas",
    ],
)
def test_a_stretch_of_time_is_no_day(text: str) -> None:
    reading = read_date(text, TODAY, "past")

    assert (reading.date, reading.dates, reading.reason) == (None, (), "month_only")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "on my birthday",
        "when is it due",
        "i may have had it",
        "i sat in the sun all day",
        "pain 9 out of 10",
        "my second injection",
        "the first injection hurt",
        "took 1/2 tablet",
        "i am here 24/7",
        "vision is 50/50",
        "60 mg every 6 months",
        "call me on 07700 900123",
        "£3/12 for parking",
        "back pain since",
        "we march on",
        "it is the first time",
    ],
)
def test_what_names_no_day_is_read_as_none(text: str) -> None:
    reading = read_date(text, TODAY, "past")

    assert (reading.date, reading.dates, reading.reason) == (None, (), "none")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("implant 15 Jan at 3pm, dr says fine", time(15)),
        ("tomorrow 14:30", time(14, 30)),
        ("tomorrow at 9", time(9)),
        ("tomorrow at 3", time(15)),
        ("half past two tomorrow", time(14, 30)),
        ("half two", time(14, 30)),
        ("quarter to nine", time(8, 45)),
        ("quarter past 11", time(11, 15)),
        ("ten to four", time(15, 50)),
        ("at 10.30am", time(10, 30)),
        ("at 10.30", time(10, 30)),
        ("at 9 o'clock", time(9)),
        ("8 o'clock in the evening", time(20)),
        ("at 8 in the morning", time(8)),
        ("at noon", time(12)),
        ("12.15pm", time(12, 15)),
        ("12 am", time(0)),
        ("2:30", time(14, 30)),
        ("02:30", time(2, 30)),
        ("at 1430", time(14, 30)),
        ("Thursday at 11 a.m.", time(11)),
        ("at ten thirty", time(10, 30)),
        ("nine fifteen", time(9, 15)),
        ("2.30 on friday", time(14, 30)),
        ("10.30", time(10, 30)),
        ("14h30", time(14, 30)),
        ("4 o clock", time(16)),
        ("1405", time(14, 5)),
        ("2026", None),
        ("on 30.9", None),
        ("two three", None),
        ("25:10", None),
        ("in 3 weeks", None),
        ("at 3 weeks", None),
        ("on 12 march", None),
        ("13pm", None),
    ],
)
def test_the_time_is_read_as_clinics_keep_hours(text: str, expected: time | None) -> None:
    assert read_date(text, TODAY, "future").time == expected


def test_a_future_day_is_returned_as_it_is_where_the_past_is_meant() -> None:
    assert read_date("last injection 9 December 2026", TODAY, "past").date == date(2026, 12, 9)
    assert read_date("tomorrow", TODAY, "past").date == date(2026, 11, 23)

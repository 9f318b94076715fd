"""Wordings from many places and habits of typing: one a line, the day meant in front."""

from datetime import date

import pytest

from bot.understanding.dates import Direction, read_date

TODAY = date(2026, 11, 22)  # a Sunday

PAST = """
2026-11-21 got my shot yesterday, next one is due in 6 months
2026-11-03 oh that was weeks ago love. the 3rd i think
2026-11-21 ok i did it, it went in last nite
2026-11-22 first ever shot this AM
2026-06-03 jab was 3 june, next is 3 december
2026-11-03 Had it done Nov 3rd at the clinic
2026-11-05 jabbed on the 5th november just gone
2026-11-13 had it on fri 13
2026-09-09 my last prolia was the ninth of september
2026-09-22 I had my last injection on September the twenty second
2026-09-22 had injection 22nd sept 26
2026-10-20 injection given 20/10/26
2026-10-20 10/20/26 got the shot
2026-10-20 shot on 10-20-2026
2026-11-16 had it monday gone
2026-11-16 had it monday last
2026-11-09 the monday before last
2026-11-20 nurse did it the day before yesterday
2026-11-22 had it earlier today
2026-11-22 had it this afternoon
2026-11-15 had it a week ago
2026-11-15 had it a week ago today
2026-11-07 it was two weeks ago yesterday
2026-11-12 10 days back i took injection
2026-11-01 took the injection on 1st of this month
2026-10-15 took injection on 15th last month
2026-10-15 took injection 15th oct
2026-10-15 injection on 15.10.
2026-10-31 had my shot on halloween
2026-11-05 jab was on bonfire night
2025-12-31 new years eve
2026-04-06 had it on easter monday
2026-11-14 had it on saturday 14th nov
2026-11-14 Saturday the 14th
2026-11-14 sat 14th
2026-11-14 14th nov sat
2026-11-14 14 nov, saturday
2026-11-14 the 14th of november 2026
2026-11-14 november 14
2026-11-14 nov. 14
2026-11-14 14-nov
2026-11-14 14nov2026
2026-11-14 2026 nov 14
2026-11-14 2026-11-14T10:30
2026-11-14 14/11
2026-11-14 the 14th november at 10.15
2026-11-03 a fortnight last tuesday
2026-11-03 a fortnight ago last tuesday
2026-11-08 fortnight ago
2026-10-25 two fortnights ago
2026-11-08 had it two sundays ago
2026-11-20 I had prolia injection on last friday only
2026-11-20 last time was friday
2026-06-02 first one was on 2 june
2026-06-02 second dose on june 2nd
2026-06-05 the 2nd injection was on june 5
2026-06-05 had 60mg on 5 june 2026
2026-06-05 had it on 5 june at 2.30pm
2026-06-13 jab on 13/06
2026-06-13 06/13
2026-11-21 yesterday morning
2026-11-21 yesterday at 3
2026-11-21 last evening
2026-11-20 previous friday
2026-11-20 Past Friday
2026-11-20 this past friday
2026-11-20 friday this week
2026-11-22 they did it today
2026-11-20 its done, 20th
2026-11-20 20th
2026-11-20 20 nov
2025-11-11 i was given it 11 november 2025
2025-11-11 in november last year on the 11th
2025-11-11 last year on 11 november
2026-05-12 12 of may
2026-05-12 on may 12
2026-11-12 may be on 12th
2026-03-03 i may have had it on march 3
2026-11-20 day b4 yesterday
2026-11-19 had it thurs
2026-11-19 had it on thur.
2026-11-19 had it on the thursday
2026-11-17 on tusday
2026-11-16 had my jab on mon 16/11
2026-11-16 mon 16th
2026-11-16 had it nov sixteenth
2026-11-16 sixteen november
2026-11-16 the sixteenth of this month
2026-11-16 16.11.2026
2026-11-16 16 11 2026
2026-11-16 16 11 26
2026-11-16 16,11,2026
2026-11-16 161126
2026-11-16 16112026
"""

FUTURE = """
2027-09-16 hospital letter came this morning, injection clinic 16th September 2.40pm
2026-12-20 please change it to the 20th, my lift cant do the 17th
2027-02-26 new date 26 Feb (was 19 Feb)
2027-10-14 appointment 14.10. at 8 oclock
2026-12-03 extraction next thursday 3rd dec
2026-12-03 appointment 3 december 10am
2027-01-07 booked in for the 7th of jan
2026-12-01 jab booked for tues week
2026-12-01 a week on tuesday
2026-12-01 tuesday week
2026-12-01 week on tuesday
2026-12-06 in a fortnight
2026-12-06 fortnight today
2026-12-06 in a fortnights time
2026-11-25 in three days
2026-11-25 3 days from now
2026-12-13 three weeks from today
2026-12-22 a month from today
2026-12-07 two weeks from monday
2026-12-07 two weeks on monday
2026-12-07 monday fortnight
2026-11-23 coming monday
2026-11-23 this monday
2026-11-23 monday coming
2026-11-23 this coming monday
2026-11-27 upcoming friday
2026-12-04 next month on the 4th
2026-12-04 4th next month
2026-12-04 4th of next month
2026-12-04 on the fourth of december
2026-12-04 dec fourth
2026-12-01 1st dec
2026-12-01 first december
2026-12-01 first of december
2026-12-01 december first
2026-11-23 tomorrow at 2pm
2026-11-23 tomorrow afternoon
2026-11-23 tomorow morning
2026-11-23 tomo
2026-11-24 day after tmrw
2026-11-24 the day after tomorrow at half 3
2026-11-23 monday morning
2026-11-30 on monday the 30th
2026-11-30 on the 30th
2026-11-30 the 30th of nov
2026-12-25 12/25
2026-12-25 25/12/26
2026-12-24 on christmas eve
2027-01-03 in 6 weeks
2026-12-10 thursday 10th at 9.40
2026-12-12 my next is 12.12.26 9:15
2027-01-14 moved to 14th jan now
2026-12-01 tues 1st
2026-12-02 wednesday 2
2026-12-04 fri 4/12
2026-12-04 fri 12/4
2026-12-03 dec the 3rd
2026-12-03 dec 3 2026 at 14.30
2026-12-03 at 3pm on the 3rd of december
2026-12-03 3pm 3rd december
2027-01-15 15 Jan 27
2027-01-15 jan 15th '27
2027-01-15 15th january two thousand and twenty seven
2027-01-12 second tuesday of january
2026-11-30 last monday of november
2026-11-27 the last friday in november
2026-11-30 last day of the month
2027-01-01 on new years day
2027-01-02 2nd jan
2027-01-02 2nd of jan for a filling
2026-12-02 wisdom tooth out 2nd
2026-12-09 two teeth out on 9 dec
2026-11-26 2 teeth out thursday
2026-12-07 a crown next to two others on monday 7 december
2026-11-22 tonight
2026-11-22 later today
2026-11-22 this evening at 6
2026-11-29 sunday 29th
2026-11-29 this time next week
2026-11-29 same time next week
2026-11-29 same day next week
"""

CASES: list[tuple[Direction, str, str]] = [
    *(("past", *line.split(" ", 1)[::-1]) for line in PAST.strip().splitlines()),
    *(("future", *line.split(" ", 1)[::-1]) for line in FUTURE.strip().splitlines()),
]


@pytest.mark.parametrize(("prefer", "text", "expected"), CASES)
def test_the_day_is_understood(prefer: Direction, text: str, expected: str) -> None:
    assert read_date(text, TODAY, prefer).date == date.fromisoformat(expected)


@pytest.mark.parametrize("text", ["last week on wednesday", "wednesday of last week", "friday week ago", "14th/11th"])
def test_where_two_habits_differ_it_is_asked_back(text: str) -> None:
    assert read_date(text, TODAY, "past").reason == "ambiguous"

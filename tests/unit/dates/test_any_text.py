import random
import sys
from datetime import date, timedelta

import pytest
from dateutil import parser
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.dates import DateReading, Direction, read_date

PIECES = """
had it on at by the of in last next this coming gone ago back week weeks fortnight day days month months year today
tomorrow yesterday monday tues friday sunday 3/12 4/5/26 30.09.2026 2026-11-09 12th first second twenty one an a half
past quarter to may march october 6 12 31 32 2026 '26 3pm 14:30 99:99 am , . - ! before after from christmas eve boxing
about mid end jab injection not or and 0 00 000 9999 ½ ٣ 24/7 50/50 ago. January same time hour noon
"""
FORMS = ["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d-%b-%Y", "%a %d %b %Y"]
texts = st.text(max_size=200) | st.lists(st.sampled_from(PIECES.split()), max_size=25).map(" ".join)
days = st.dates(date(1910, 1, 1), date(2090, 1, 1))
directions: st.SearchStrategy[Direction] = st.sampled_from(("past", "future"))


@given(texts, days, directions)
@settings(max_examples=1500, deadline=None)
def test_any_text_gets_one_kind_of_reading_and_never_an_error(text: str, today: date, prefer: Direction) -> None:
    reading = read_date(text, today, prefer)

    assert (reading.date is None) == (reading.reason is not None)
    assert bool(reading.dates) == (reading.reason == "ambiguous")
    assert len(set(reading.dates)) == len(reading.dates) != 1
    assert list(reading.dates) == sorted(reading.dates, key=lambda day: (abs(day - today), day))


@given(days, st.integers(-3000, 3000), st.sampled_from(FORMS))
def test_a_whole_date_is_read_as_the_calendar_library_reads_it(today: date, ahead: int, form: str) -> None:
    written = (today + timedelta(days=ahead)).strftime(form)

    assert read_date(f"jab {written}", today, "past").date == parser.parse(written).date()


@given(days, directions)
def test_case_punctuation_and_politeness_change_nothing(today: date, prefer: Direction) -> None:
    for text in ("had it last friday", "on 6 october", "the 12th", "in a week", "4/5/26", "next tuesday"):
        reading = read_date(text, today, prefer)
        assert read_date(f"  {text.upper()} please!! 🙏", today, prefer) == reading
        assert read_date(f"Thanks - {text.title()}.", today, prefer) == reading


@given(days, st.integers(1, 27), st.integers(0, 6))
def test_readings_of_the_past_are_never_ahead(today: date, day: int, weekday: int) -> None:
    name = (today + timedelta(days=weekday)).strftime("%A")

    for text in (f"the {day}th", name, f"last {name}", f"{day}/3", "3 weeks ago", f"{day} may", f"{name} gone"):
        reading = read_date(text, today, "past")
        assert all(found <= today for found in (reading.date, *reading.dates) if found)


@pytest.mark.parametrize("piece", ["monday ", "on the 3rd ", "1", "a ", "3/12 ", "I had it. ", "12th of may or ", "🙏"])
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    def work(length: int) -> int:
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            read_date((piece * length)[:length], date(2026, 11, 22), "past")
        finally:
            sys.setprofile(before)
        return calls

    assert work(4096) < 5 * work(1024)
    assert work(100_000) < 2 * work(4096)


def test_every_day_of_a_year_is_understood_in_many_forms() -> None:
    today = date(2026, 11, 22)
    chosen = random.Random(7)
    for _ in range(200):
        day = today - timedelta(days=chosen.randrange(1, 360))
        ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
        forms = [f"{day.day}{ending} of {day:%B}", f"{day:%b} {day.day}", f"{day:%A} {day.day} {day:%b}"]
        for form in (*forms, f"{day.day}{day:%b}"):
            assert read_date(f"had my injection on {form}", today, "past") == DateReading(date=day), form


def test_a_very_long_number_is_no_date() -> None:
    assert read_date("9" * 5000, date(2026, 11, 22), "past") == DateReading(reason="none")

from datetime import datetime, timedelta

from model.store.backup_retention import Slot, superfluous

moment = datetime.fromisoformat
NOW = moment("2025-11-22 12:00")
DAY = timedelta(days=1)
PLENTY = 10**12


def kept(slots, now=NOW, at_most=PLENTY):
    gone = superfluous(slots, now, at_most)
    return [slot for slot in slots if slot.number not in gone]


def slots(*ages, **common):
    """Oldest first, numbered from 1."""
    return [
        Slot(number=number, made_at=NOW - age, **common)
        for number, age in enumerate(sorted(ages, reverse=True), start=1)
    ]


def test_that_everything_of_two_days_is_kept():
    every_half_hour = slots(*[timedelta(minutes=30 * n) for n in range(95)])
    assert kept(every_half_hour) == every_half_hour


def test_that_the_last_one_of_a_day_stands_for_that_day():
    of_three_days_ago = slots(*[3 * DAY + timedelta(hours=n) for n in range(8)])
    recent = [Slot(number=100 + n, made_at=NOW) for n in range(5)]
    assert kept([*of_three_days_ago, *recent]) == [of_three_days_ago[-1], *recent]


def test_that_a_few_newest_are_kept_however_old_they_are():
    assert len(kept(slots(*[1000 * DAY + timedelta(minutes=n) for n in range(9)]))) == 6


def test_that_those_made_before_something_are_kept_for_the_round():
    merges = slots(*[n * DAY / 4 for n in range(400)], before_something=True)
    assert kept(merges) == merges
    long_ago = [
        Slot(number=slot.number, made_at=slot.made_at - 181 * DAY, before_something=True)
        for slot in merges
    ]
    assert len(kept(long_ago)) < 40


def test_that_what_a_person_made_is_kept_however_old_as_long_as_there_is_room():
    by_hand = slots(*[n * 100 * DAY for n in range(1, 9)], by_hand=True, size=10)
    others = [Slot(number=100 + n, made_at=NOW, size=10) for n in range(5)]
    assert kept([*by_hand, *others]) == [*by_hand, *others]
    assert kept([*by_hand, *others], at_most=60) == [by_hand[-1], *others]


def test_that_a_clock_set_back_or_forward_costs_no_backup_of_today():
    wrong = [Slot(number=n, made_at=moment("2099-01-01 00:00")) for n in range(1, 10)]
    right = [Slot(number=n, made_at=NOW) for n in range(10, 20)]
    assert kept([*wrong, *right]) == [*wrong, *right]
    after_the_battery_died = moment("1980-01-01 00:00")
    assert kept(right, now=after_the_battery_died) == right


def test_that_the_oldest_go_first_where_room_is_short_but_never_the_newest_five():
    many = slots(*[n * DAY for n in range(20)], size=10)
    assert [slot.number for slot in kept(many, at_most=80)] == list(range(13, 21))
    assert [slot.number for slot in kept(many, at_most=1)] == list(range(16, 21))


def test_that_two_years_of_work_leave_a_ladder_of_days_weeks_and_months():
    held, start = [], moment("2025-01-01 09:00")
    for day in range(2 * 365):
        today = start + day * DAY
        if today.isoweekday() > 5:  # nobody works at the weekend
            continue
        for half_hour in range(16):
            now = today + half_hour * timedelta(minutes=30)
            held.append(Slot(number=len(held) and held[-1].number + 1, made_at=now))
            held = kept(held, now=now)
        assert len(held) <= 2 * 16 + 12 + 10 + 9 + 5
        days = {slot.made_at.date() for slot in held}
        last_weeks = {(start + n * DAY).date() for n in range(max(0, day - 15), day)}
        assert {one for one in last_weeks if one.isoweekday() <= 5} <= days
        ages = [now - slot.made_at for slot in held]
        if day > 80:
            assert set(range(11)) <= {age.days // 7 for age in ages}
        if day > 365:
            assert timedelta(days=300) < max(ages) < timedelta(days=400)
            assert len({(one.year, one.month) for one in days}) >= 11

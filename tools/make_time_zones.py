#!/usr/bin/env python3
"""Writes src/model/time_zones.def: how far each time zone is ahead of UTC, at least and at most, in the years around now.

The program asks no machine for its time zone data, which not every one has: between the two it says nothing."""

import sys
import zoneinfo
from datetime import datetime, timedelta, timezone
from pathlib import Path

_YEARS = range(2025, 2031)
_TARGET = Path(__file__).resolve().parents[1] / "src" / "model" / "time_zones.def"
_HEAD = """// Each time zone of the IANA database, with the fewest and the most minutes that it is ahead of UTC from {} to {}.
// Written by tools/make_time_zones.py.

"""


def _offsets(name: str) -> tuple[int, int]:
    zone, first = zoneinfo.ZoneInfo(name), datetime(_YEARS.start, 1, 1, tzinfo=timezone.utc)
    days = (datetime(_YEARS.stop, 1, 1, tzinfo=timezone.utc) - first).days
    ahead = {int((first + timedelta(days=day)).astimezone(zone).utcoffset().total_seconds()) // 60 for day in range(days)}
    return min(ahead), max(ahead)


def text() -> str:
    names = sorted(name for name in zoneinfo.available_timezones() if name != "localtime")
    rows = [f'ZONE("{name}", {least}, {most})\n' for name in names for least, most in [_offsets(name)]]
    return _HEAD.format(_YEARS.start, _YEARS.stop - 1) + "".join(rows)


if __name__ == "__main__":
    _TARGET.write_text(text(), encoding="utf-8")
    sys.stdout.write(f"wrote {_TARGET}\n")

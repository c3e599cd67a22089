# SPDX-License-Identifier: EUPL-1.2
"""The demonstration content does not age: on any day it is sound, and has something to say this week."""
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from datetime import date, datetime, timedelta
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
PARVISCTL = Path(sys.argv.pop(1))
DAYS = [date(2026, 11, 15), date(2026, 11, 22), date(2026, 12, 31), date(2027, 3, 28), date(2028, 2, 29), date(2030, 7, 14)]


class DemoDates(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="demo-dates-")
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def bring(self, today, name="content"):
        copy = self.folder / f"{name}-{today}"
        shutil.copytree(TOP / "packaging/demo-content", copy)
        subprocess.run([TOP / "packaging/demo-dates", copy, "--today", str(today)], check=True)
        return copy

    def read(self, copy, name):
        return json.loads((copy / f"{name}.json").read_text())[name]

    def test_sound(self):
        for today in DAYS:
            with self.subTest(today):
                done = subprocess.run([PARVISCTL, "content", "check", self.bring(today)], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_something_this_week(self):
        for today in DAYS:
            with self.subTest(today):
                copy = self.bring(today)
                week = [str(today + timedelta(days)) for days in range(8)]
                soon = [event for event in self.read(copy, "events") if event["starts"][:10] in week]
                news = [item for item in self.read(copy, "news") if item["published"][:10] <= str(today)]
                notices = [notice for notice in self.read(copy, "notices")
                           if notice["from"][:10] <= str(today) < notice["until"][:10]]
                self.assertGreaterEqual(len(soon), 2)
                self.assertGreaterEqual(len(news), 5)
                self.assertEqual({notice["level"] for notice in notices}, {"info", "warning"})

    def test_days_and_hours_stay(self):
        before = json.loads((TOP / "packaging/demo-content/events.json").read_text())["events"]
        for today in DAYS:
            for old, new in zip(before, self.read(self.bring(today), "events")):
                old, new = (datetime.fromisoformat(event["starts"]) for event in (old, new))
                self.assertEqual((old.weekday(), old.time()), (new.weekday(), new.time()), today)

    def test_holidays(self):
        places = {place["id"]: place for place in self.read(self.bring(date(2030, 1, 2)), "places")}
        closed = places["mairie"]["closed_days"]
        for day in ("2030-04-22", "2030-05-30", "2030-06-10", "2031-01-01", "2031-04-14"):  # Easter 2030: 21 April; 2031: 13 April
            self.assertIn(day, closed)
        self.assertNotIn("2026-12-25", closed)
        self.assertNotIn("closed_days", places["parc-moulin"])
        self.assertEqual([date.fromisoformat(day).weekday() for day in places["mediatheque"]["closed_days"][:2]], [1, 2])

    def test_same_day_same_content(self):
        one, other = self.bring(DAYS[0]), self.bring(DAYS[0], "again")
        for path in one.rglob("*.json"):
            self.assertEqual(path.read_bytes(), (other / path.relative_to(one)).read_bytes())


if __name__ == "__main__":
    unittest.main(verbosity=1)

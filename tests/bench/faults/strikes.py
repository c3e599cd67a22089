# SPDX-License-Identifier: EUPL-1.2
"""How each fault of the plan is done to the running town. A strike ends once it has struck and what it took away is back."""
import asyncio

from plan import CLASSES
from wire import pause


def disk_of(program):
    return "hub" if program == "hub" else "kiosk"


class Strikes:
    """@town, @wire, @liar: what is struck. @flow: the campaign (campaign.py), which is told what to wait for."""

    def __init__(self, town, wire, liar, flow):
        self.town, self.wire, self.liar, self.flow = town, wire, liar, flow
        self.full = set()  # names of disks
        self.met_full = set()  # programs that have seen their disk full since they were started
        self.fallen = set()  # programs that a full disk has ended

    async def strike(self, fault):
        if CLASSES[fault.kind].liar:
            await self.liar.lie(fault)
        else:
            await getattr(self, "_" + fault.kind.replace("-", "_"))(fault.how)

    # processes

    async def _kill(self, name, how):
        program = self.town.programs[name]

        async def now(pair=None):
            program.kill()

        if "byte" in how:
            await self.wire.strike_at(how["way"], how["byte"], now)
        else:
            await pause(how["after"])
            await now()
        await program.ended
        await pause(how.get("away", 0))
        await self.flow.start(name)

    async def _kill_syncd(self, how):
        await self._kill("syncd", how)

    async def _kill_hub(self, how):
        await self._kill("hub", how)

    async def _kill_writer(self, how):
        heard = self.flow.writer_lines
        await self.flow.until(lambda: self.flow.writer_lines >= heard + how["told"] or not self.flow.orders, "the writer")
        await self._kill("writer", how)

    # the wire

    async def _cut(self, how):
        async def now(pair):
            pair.close()
        await self.wire.strike_at(how["way"], how["byte"], now)

    async def _reset(self, how):
        async def now(pair):
            pair.reset()
        await self.wire.strike_at(how["way"], how["byte"], now)

    async def _drip(self, how):
        async def now(pair):
            pair.drip[how["way"]] = (how["bytes"], how["pause"])
        await self.wire.strike_at(how["way"], how["byte"], now)

    async def _delay(self, how):
        async def now(pair):
            await pause(how["seconds"])
        await self.wire.strike_at(how["way"], how["byte"], now)

    async def _black_hole(self, how):
        async def now(pair):
            await self.wire.black_hole(how["seconds"])
        await self.wire.strike_at(how["way"], how["byte"], now)

    # disks

    async def _fill(self, name, how):
        self.full.add(name)
        self.met_full |= {program for program in self.town.programs if disk_of(program) == name}
        self.town.disks[name].fill(how["room"])
        await pause(how["seconds"])
        self.town.disks[name].empty()
        self.full.discard(name)
        await self._raise_fallen()

    async def _raise_fallen(self):
        """Whoever supervises them does so once there is room."""
        for name in [name for name in self.fallen if disk_of(name) not in self.full]:
            self.fallen.discard(name)
            await self.flow.start(name)

    async def _full_kiosk(self, how):
        await self._fill("kiosk", how)

    async def _full_hub(self, how):
        await self._fill("hub", how)

    def started(self, name):
        self.met_full.discard(name)
        if disk_of(name) in self.full:
            self.met_full.add(name)

    def fell(self, name):
        """True when a full disk is excuse enough for having ended."""
        if name not in self.met_full:
            return False
        self.fallen.add(name)
        asyncio.get_running_loop().create_task(self._raise_fallen())
        return True

    # clocks

    async def _jump(self, name, how):
        for ahead in (how["first"], how["then"]):
            self.town.clocks[name].set(ahead)
            await pause(how["seconds"])
        self.town.clocks[name].set(0)

    async def _clock_kiosk(self, how):
        await self._jump("kiosk", how)

    async def _clock_hub(self, how):
        await self._jump("hub", how)


async def play(strikes, group, tally, hurry):
    """All faults of the group, together; @tally: a Counter. @hurry: called after what may make the sender stop asking."""
    async def one(fault):
        await strikes.strike(fault)
        tally[fault.kind] += 1
        if group.hurry or CLASSES[fault.kind].holds:
            hurry()

    await asyncio.gather(*(one(fault) for fault in group.faults))

# SPDX-License-Identifier: EUPL-1.2
"""(d) The sender is killed in mid-upload: the next one goes on where the server is, and does not begin again. Bytes are counted on
the wire."""
import re
import signal

from journey import ANSWERS, SMALL_CONTENT, stage
from play import check_answers, open_at_town_hall
from visit import Content, Visit

CHUNK = 64 * 1024
HELD_AT = 5 * CHUNK
OVERHEAD = 40_000  # handshakes, headers and TLS records, twice

with stage(idle_seconds=300, printer=False) as (town, screen):
    answers = {**ANSWERS, "papier": [{}, {}]}
    visit = Visit(screen, Content(SMALL_CONTENT, "essai"), answers, pictures=False)
    town.start_kiosk()
    visit.play_to_recap()
    visit.send()

    town.start_hub()
    town.proxy.hold_after(HELD_AT)
    town.start_syncd("--chunk-bytes", str(CHUNK))
    assert town.proxy.wait_held(), "the upload ended before it could be cut"
    assert town.stop("syncd", signal.SIGKILL) == -signal.SIGKILL
    before = town.proxy.sent
    town.proxy.cut()
    town.proxy.release()

    town.start_syncd("--chunk-bytes", str(CHUNK))
    town.running["hub"].wait_line(re.compile("submission .* stored"), seconds=60)
    size = town.submissions()[0]["size"]
    total = town.proxy.sent
    screen.log(f"an envelope of {size} bytes: {before} sent, cut, {total - before} more: {total} in all")
    assert size > HELD_AT + 2 * CHUNK, f"{size} bytes are too few to show anything"
    assert total < size + CHUNK + OVERHEAD, f"{total} bytes for {size}: it began again"
    check_answers(visit.content.demarche, answers, open_at_town_hall(town, town.folder / "opened")["answers"])

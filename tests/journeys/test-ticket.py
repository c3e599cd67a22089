# SPDX-License-Identifier: EUPL-1.2
"""The receipt on a ticket: printed, its words and its code compared with the receipt on the screen; the printer unplugged in mid-ticket is
said, what is half out is offered again when it is back, and the telephone all along."""
import re

from journey import ANSWERS, SMALL_CONTENT, stage
from screen import plain
from ticket_printer import TicketPrinter
from visit import Content, Visit

TICKET, AGAIN, SHEET, PHONE = "Sur un ticket", "Imprimer encore le ticket", "Sur une feuille A4", "Avec mon téléphone (QR)"
printer = TicketPrinter()


def words(text):
    return " ".join(plain(text).split())


with stage(SMALL_CONTENT, idle_seconds=300, printer=False, receipt_printer=printer.where) as (town, screen):
    town.start_kiosk()
    visit = Visit(screen, Content(SMALL_CONTENT, "essai"), ANSWERS, pictures=False)
    visit.wake()
    visit.open_service()
    visit.begin()
    visit.fill()
    visit.send()
    code = visit.code()
    assert not screen.find(SHEET, "button"), "there is no A4 printer here"

    screen.touch(TICKET, "button")
    screen.wait_for(re.compile("^Votre ticket est imprimé"))
    ticket = words(printer.wait_cut())
    screen.log(ticket)
    for said in (code, "Essayer une démarche", "Accusé d'enregistrement", "Votre numéro de suivi", "Quelle couleur ?", "Vert",
                 "Anne-Sophie L'Hôte"):
        assert words(said) in ticket, f"not on the ticket: {said}"
    square = words(printer.read_code(screen.artifacts / "ticket.pbm"))
    assert code in square and "Essayer une démarche" in square and "Vert" not in square, square
    screen.picture("ticket-imprime")

    printer.unplug_after = len(printer.text) + 60
    screen.touch(AGAIN, "button")
    screen.wait_for(re.compile("^Votre ticket n'est pas sorti en entier"))
    screen.picture("debranchee")
    key = screen.wait(lambda nodes: screen.find(re.compile(f"^({TICKET}|{AGAIN})$"), "button", nodes), "the key")
    assert "sensitive" not in key.states, key.states
    screen.touch(PHONE, "button")
    screen.wait_for("Avec mon téléphone")
    screen.picture("avec-le-telephone")
    screen.touch("Revenir au reçu", "button")

    printer.plug()
    screen.wait_for(re.compile("^L'imprimante marche de nouveau"), seconds=60)
    screen.picture("revenue")
    screen.touch(re.compile(f"^({TICKET}|{AGAIN})$"), "button")
    screen.wait_for(re.compile("^Votre ticket est imprimé"))
    assert words(printer.wait_cut()) == ticket, "the second ticket says something else"
    visit.leave()

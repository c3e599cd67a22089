/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisTicket: what a receipt printer puts on its roll, from top to bottom, without knowing which printer: it wraps
 * the words, chooses the code page, draws what it cannot write. Plain data; its texts are wiped when freed. Counted by
 * reference from any thread, and not changed any more once it is given to a printer.
 *
 * Bounded: a ticket has at most PARVIS_TICKET_MAX_PARTS parts, a text PARVIS_TICKET_MAX_TEXT bytes, a QR code
 * PARVIS_TICKET_MAX_QR, an image PARVIS_TICKET_MAX_SIDE dots a side. A text is cut there, at a character; any other
 * part that is too big, or one too many, is a programmer's error, told as a critical message and left out. */
#define PARVIS_TICKET_MAX_PARTS 2000
#define PARVIS_TICKET_MAX_TEXT  16000
#define PARVIS_TICKET_MAX_QR    1200
#define PARVIS_TICKET_MAX_SIDE  4096
typedef struct _ParvisTicket ParvisTicket;

typedef enum
{
  PARVIS_TICKET_PLAIN = 0,
  PARVIS_TICKET_BOLD = 1 << 0,
  PARVIS_TICKET_LARGE = 1 << 1, /* twice as wide and as high */
  PARVIS_TICKET_CENTRED = 1 << 2,
} ParvisTicketStyle;

typedef enum
{
  PARVIS_TICKET_TEXT, /* @text */
  PARVIS_TICKET_RULE,
  PARVIS_TICKET_SPACE, /* one empty line */
  PARVIS_TICKET_QR,    /* @text */
  PARVIS_TICKET_IMAGE, /* @image */
} ParvisTicketPartKind;

typedef struct
{
  ParvisTicketPartKind kind;
  ParvisTicketStyle style;
  char *text;
  GBytes *image; /* 8-bit greys, @width a row, @height rows; the printer's driver makes dots of it */
  guint width, height;
} ParvisTicketPart;

ParvisTicket *parvis_ticket_new (void);
ParvisTicket *parvis_ticket_ref (ParvisTicket *self);
void parvis_ticket_unref (ParvisTicket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisTicket, parvis_ticket_unref)

/* @text: UTF-8; a line feed in it begins a new line. */
void parvis_ticket_add_text (ParvisTicket *self, const char *text, ParvisTicketStyle style);
void parvis_ticket_add_rule (ParvisTicket *self);
void parvis_ticket_add_space (ParvisTicket *self);
void parvis_ticket_add_qr (ParvisTicket *self, const char *text);
void parvis_ticket_add_image (ParvisTicket *self, GBytes *greys, guint width, guint height);
/* (transfer none) */
const ParvisTicketPart *parvis_ticket_parts (const ParvisTicket *self, gsize *n);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a paper says, on a roll: one column, the code and its square first, what must only be there last.
 */
#include <glib/gi18n-lib.h>

#include "app/receipt/grey-image.h"
#include "app/receipt/writing.h"

/* Dots: at 8 a millimetre, arms of at most 32 x 16 mm. */
#define ARMS_WIDTH  256
#define ARMS_HEIGHT 128

static void
add_text (ParvisTicket *ticket, const char *text, ParvisTicketStyle style)
{
  if (text != NULL && *text != '\0')
    parvis_ticket_add_text (ticket, text, style);
}

static void
add_arms (ParvisTicket *ticket, GBytes *logo)
{
  guint width, height;
  g_autoptr (GBytes) greys = logo != NULL ? parvis_grey_image (logo, ARMS_WIDTH, ARMS_HEIGHT, &width, &height) : NULL;

  if (greys != NULL)
    parvis_ticket_add_image (ticket, greys, width, height);
}

static void
add_head (ParvisTicket *ticket, const ParvisWriting *writing)
{
  add_arms (ticket, writing->logo);
  add_text (ticket, writing->commune, PARVIS_TICKET_BOLD | PARVIS_TICKET_CENTRED);
  add_text (ticket, writing->kind, PARVIS_TICKET_CENTRED);
  parvis_ticket_add_rule (ticket);
  add_text (ticket, writing->title, PARVIS_TICKET_BOLD);
}

static void
add_code (ParvisTicket *ticket, const ParvisWritingBlock *block)
{
  parvis_ticket_add_space (ticket);
  add_text (ticket, block->text, PARVIS_TICKET_CENTRED);
  add_text (ticket, block->value, PARVIS_TICKET_BOLD | PARVIS_TICKET_LARGE | PARVIS_TICKET_CENTRED);
  parvis_ticket_add_space (ticket);
  parvis_ticket_add_qr (ticket, block->qr);
  parvis_ticket_add_space (ticket);
}

static void
add_link (ParvisTicket *ticket, const ParvisWritingBlock *block)
{
  parvis_ticket_add_space (ticket);
  add_text (ticket, block->text, PARVIS_TICKET_PLAIN);
  parvis_ticket_add_qr (ticket, block->qr);
  add_text (ticket, block->value, PARVIS_TICKET_CENTRED);
}

static void
add_item (ParvisTicket *ticket, const char *mark, const char *text)
{
  g_autofree char *line = g_strconcat (mark, text, NULL);

  add_text (ticket, line, PARVIS_TICKET_PLAIN);
}

/* A column is too narrow for a name and its value side by side: one above the other, the value in bold. */
static void
add_row (ParvisTicket *ticket, const ParvisWritingBlock *block)
{
  add_text (ticket, block->text, PARVIS_TICKET_PLAIN);
  add_text (ticket, block->value, PARVIS_TICKET_BOLD);
}

static void
add_small (ParvisTicket *ticket, const char *text)
{
  parvis_ticket_add_rule (ticket);
  add_text (ticket, text, PARVIS_TICKET_PLAIN);
}

static void
add_block (ParvisTicket *ticket, const ParvisWritingBlock *block)
{
  switch (block->kind)
    {
    case PARVIS_WRITING_CODE:
      add_code (ticket, block);
      break;
    case PARVIS_WRITING_LINK:
      add_link (ticket, block);
      break;
    case PARVIS_WRITING_HEADING:
      parvis_ticket_add_space (ticket);
      add_text (ticket, block->text, PARVIS_TICKET_BOLD);
      break;
    case PARVIS_WRITING_CHECK:
      add_item (ticket, "[ ] ", block->text);
      break;
    case PARVIS_WRITING_ITEM:
      add_item (ticket, "- ", block->text);
      break;
    case PARVIS_WRITING_ROW:
      add_row (ticket, block);
      break;
    case PARVIS_WRITING_SMALL:
      add_small (ticket, block->text);
      break;
    default:
      add_text (ticket, block->text, PARVIS_TICKET_PLAIN);
    }
}

/* Two paragraphs one below the other are told apart by an empty line; a heading brings its own. */
static gboolean
needs_space (ParvisWritingKind before, ParvisWritingKind now)
{
  return now == PARVIS_WRITING_TEXT && (before == PARVIS_WRITING_TEXT || before == PARVIS_WRITING_ROW);
}

ParvisTicket *
parvis_writing_to_ticket (const ParvisWriting *self)
{
  ParvisTicket *ticket = parvis_ticket_new ();
  ParvisWritingKind before = PARVIS_WRITING_CODE;

  add_head (ticket, self);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const ParvisWritingBlock *block = g_ptr_array_index (self->blocks, i);

      if (needs_space (before, block->kind))
        parvis_ticket_add_space (ticket);
      add_block (ticket, block);
      before = block->kind;
    }
  if (self->foot != NULL)
    add_small (ticket, self->foot);
  return ticket;
}

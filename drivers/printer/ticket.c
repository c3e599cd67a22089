/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/ticket.h"

#include <string.h>

#include "base/secret.h"

struct _ParvisTicket
{
  GArray *parts; /* of ParvisTicketPart */
};

static void
part_clear (gpointer data)
{
  ParvisTicketPart *part = data;

  parvis_secret_clear (&part->text);
  g_clear_pointer (&part->image, g_bytes_unref);
}

ParvisTicket *
parvis_ticket_new (void)
{
  ParvisTicket *self = g_atomic_rc_box_new0 (ParvisTicket);

  self->parts = g_array_new (FALSE, TRUE, sizeof (ParvisTicketPart));
  g_array_set_clear_func (self->parts, part_clear);
  return self;
}

ParvisTicket *
parvis_ticket_ref (ParvisTicket *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_array_unref (((ParvisTicket *) data)->parts);
}

void
parvis_ticket_unref (ParvisTicket *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
add (ParvisTicket *self, ParvisTicketPart part)
{
  if (self->parts->len < PARVIS_TICKET_MAX_PARTS)
    {
      g_array_append_val (self->parts, part);
      return;
    }
  part_clear (&part);
  g_critical ("A ticket of more than %d parts", PARVIS_TICKET_MAX_PARTS);
}

/* Well formed, bounded, cut between two characters. */
static char *
bounded_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  gsize length = strlen (valid);

  if (length > PARVIS_TICKET_MAX_TEXT)
    *g_utf8_find_prev_char (valid, valid + PARVIS_TICKET_MAX_TEXT + 1) = '\0';
  return g_steal_pointer (&valid);
}

void
parvis_ticket_add_text (ParvisTicket *self, const char *text, ParvisTicketStyle style)
{
  g_return_if_fail (text != NULL);
  add (self, (ParvisTicketPart){ .kind = PARVIS_TICKET_TEXT, .style = style, .text = bounded_text (text) });
}

void
parvis_ticket_add_rule (ParvisTicket *self)
{
  add (self, (ParvisTicketPart){ .kind = PARVIS_TICKET_RULE });
}

void
parvis_ticket_add_space (ParvisTicket *self)
{
  add (self, (ParvisTicketPart){ .kind = PARVIS_TICKET_SPACE });
}

void
parvis_ticket_add_qr (ParvisTicket *self, const char *text)
{
  g_return_if_fail (text != NULL && *text != '\0' && strlen (text) <= PARVIS_TICKET_MAX_QR);
  add (self, (ParvisTicketPart){ .kind = PARVIS_TICKET_QR, .style = PARVIS_TICKET_CENTRED, .text = g_strdup (text) });
}

void
parvis_ticket_add_image (ParvisTicket *self, GBytes *greys, guint width, guint height)
{
  g_return_if_fail (greys != NULL && width > 0 && height > 0);
  g_return_if_fail (width <= PARVIS_TICKET_MAX_SIDE && height <= PARVIS_TICKET_MAX_SIDE);
  g_return_if_fail (g_bytes_get_size (greys) == (gsize) width * height);
  add (self, (ParvisTicketPart){ .kind = PARVIS_TICKET_IMAGE,
                                 .style = PARVIS_TICKET_CENTRED,
                                 .image = g_bytes_ref (greys),
                                 .width = width,
                                 .height = height });
}

const ParvisTicketPart *
parvis_ticket_parts (const ParvisTicket *self, gsize *n)
{
  *n = self->parts->len;
  return (const ParvisTicketPart *) (gpointer) self->parts->data;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/ticket.h"

#include <string.h>

struct _ParvisTicket
{
  GArray *parts; /* of ParvisTicketPart */
};

static void
part_clear (ParvisTicketPart *part)
{
  if (part->text != NULL)
    explicit_bzero (part->text, strlen (part->text));
  g_clear_pointer (&part->text, g_free);
  g_clear_pointer (&part->image, g_bytes_unref);
}

static void
ticket_clear (ParvisTicket *self)
{
  g_array_unref (self->parts);
}

ParvisTicket *
parvis_ticket_new (void)
{
  ParvisTicket *self = g_rc_box_new0 (ParvisTicket);

  self->parts = g_array_new (FALSE, TRUE, sizeof (ParvisTicketPart));
  g_array_set_clear_func (self->parts, (GDestroyNotify) part_clear);
  return self;
}

ParvisTicket *
parvis_ticket_ref (ParvisTicket *self)
{
  return g_rc_box_acquire (self);
}

void
parvis_ticket_unref (ParvisTicket *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) ticket_clear);
}

static void
add (ParvisTicket *self, ParvisTicketPart part)
{
  g_array_append_val (self->parts, part);
}

void
parvis_ticket_add_text (ParvisTicket *self, const char *text, ParvisTicketStyle style)
{
  add (self, (ParvisTicketPart){ PARVIS_TICKET_TEXT, style, g_strdup (text), NULL, 0, 0 });
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
  add (self, (ParvisTicketPart){ PARVIS_TICKET_QR, PARVIS_TICKET_CENTRED, g_strdup (text), NULL, 0, 0 });
}

void
parvis_ticket_add_image (ParvisTicket *self, GBytes *greys, guint width, guint height)
{
  g_return_if_fail (g_bytes_get_size (greys) == (gsize) width * height);
  add (self, (ParvisTicketPart){ PARVIS_TICKET_IMAGE, PARVIS_TICKET_CENTRED, NULL, g_bytes_ref (greys), width, height });
}

const ParvisTicketPart *
parvis_ticket_parts (const ParvisTicket *self, gsize *n)
{
  *n = self->parts->len;
  return (const ParvisTicketPart *) (gpointer) self->parts->data;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/link-private.h"

#include <string.h>

#define USB_PATTERN    "^usb:([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?::(.{1,126}))?$"
#define TCP_PATTERN    "^tcp:(\\[[0-9a-fA-F:.]{2,45}\\]|[^\\[\\]:]{1,253}):([0-9]{1,5})(?::(.{1,64}))?$"
#define REPLAY_PATTERN "^replay:(.+)$"

/* What is in the pattern's parentheses, from 1 on; %NULL: it does not match. */
static GStrv
match (const char *pattern, const char *where)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  g_autoptr (GMatchInfo) info = NULL;

  return g_regex_match (regex, where, 0, &info) ? g_match_info_fetch_all (info) : NULL;
}

static guint16
hex (const char *digits)
{
  return (guint16) g_ascii_strtoull (digits, NULL, 16);
}

static gboolean
is_port (const char *digits)
{
  guint64 port = g_ascii_strtoull (digits, NULL, 10);

  return port >= 1 && port <= 65535;
}

static ParvisEscposLink *
new_tcp (const GStrv parts)
{
  g_autofree char *host = g_strdup (parts[1]);

  if (host[0] == '[')
    {
      host[strlen (host) - 1] = '\0';
      memmove (host, host + 1, strlen (host));
    }
  return parvis_escpos_tcp_link_new (host, (guint16) g_ascii_strtoull (parts[2], NULL, 10), parts[3]);
}

gboolean
parvis_escpos_where_check (const char *where, GError **error)
{
  g_auto (GStrv) usb = match (USB_PATTERN, where), tcp = match (TCP_PATTERN, where),
                 replay = match (REPLAY_PATTERN, where);

  if (usb != NULL || replay != NULL || (tcp != NULL && is_port (tcp[2])))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "“%s” is not a receipt printer: write usb:VVVV:PPPP, usb:VVVV:PPPP:SERIAL or tcp:HOST:PORT "
               "(lsusb tells VVVV:PPPP; the port is mostly 9100)",
               where);
  return FALSE;
}

ParvisEscposLink *
parvis_escpos_link_new (const char *where, const ParvisEscposLinkEvents *events, gpointer user_data, GError **error)
{
  g_auto (GStrv) usb = match (USB_PATTERN, where), tcp = match (TCP_PATTERN, where),
                 replay = match (REPLAY_PATTERN, where);
  ParvisEscposLink *self = NULL;

  if (!parvis_escpos_where_check (where, error))
    return NULL;
  if (usb != NULL)
    self = parvis_escpos_usb_link_new (hex (usb[1]), hex (usb[2]), usb[3], error);
  else if (tcp != NULL)
    self = new_tcp (tcp);
  else
    self = parvis_escpos_replay_link_new (replay[1], error);
  if (self == NULL)
    return NULL;
  self->events = events;
  self->user_data = user_data;
  return self;
}

void
parvis_escpos_link_free (ParvisEscposLink *self)
{
  self->class->free (self);
}

void
parvis_escpos_link_start (ParvisEscposLink *self)
{
  self->class->start (self);
}

void
parvis_escpos_link_send (ParvisEscposLink *self, GBytes *bytes)
{
  if (self->record != NULL)
    parvis_exchange_add_sent (self->record, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  self->class->send (self, bytes);
}

void
parvis_escpos_link_abort (ParvisEscposLink *self)
{
  self->class->abort (self);
}

void
parvis_escpos_link_ask_port (ParvisEscposLink *self)
{
  if (self->class->ask_port != NULL)
    self->class->ask_port (self);
}

void
parvis_escpos_link_record (ParvisEscposLink *self, ParvisExchange *exchange)
{
  self->record = exchange;
}

void
parvis_escpos_link_received (ParvisEscposLink *self, const guint8 *data, gsize length)
{
  if (self->record != NULL)
    parvis_exchange_add_received (self->record, data, length);
  self->events->received (data, length, self->user_data);
}

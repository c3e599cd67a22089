/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/link-private.h"

/* A recorded exchange in the printer's place: takes what was sent then and nothing else, answers what was answered. The
 * name it was recorded under is its device ID. */
typedef struct
{
  ParvisEscposLink parent;
  ParvisExchange *exchange;
  GSource *soon;
  gboolean sent, gone;
  GError *wrong; /* what was sent was not said then */
} ReplayLink;

static gboolean
on_soon (gpointer user_data)
{
  ReplayLink *self = user_data;
  GBytes *answer;

  g_clear_pointer (&self->soon, g_source_unref);
  if (self->wrong != NULL && !self->gone)
    {
      self->gone = TRUE;
      self->parent.events->down (self->wrong->message, self->parent.user_data);
    }
  while (!self->gone && (answer = parvis_exchange_answer (self->exchange)) != NULL)
    parvis_escpos_link_received (&self->parent, g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  if (!self->gone && self->sent)
    {
      self->sent = FALSE;
      self->parent.events->sent (self->parent.user_data);
    }
  return G_SOURCE_REMOVE;
}

static void
answer_soon (ReplayLink *self)
{
  if (self->soon != NULL)
    return;
  self->soon = g_idle_source_new ();
  g_source_set_callback (self->soon, on_soon, self, NULL);
  g_source_attach (self->soon, g_main_context_get_thread_default ());
}

static void
replay_start (ParvisEscposLink *link)
{
  ReplayLink *self = (ReplayLink *) link;

  link->events->up (0, 0, parvis_exchange_name (self->exchange), TRUE, link->user_data);
  answer_soon (self);
}

static void
replay_send (ParvisEscposLink *link, GBytes *bytes)
{
  ReplayLink *self = (ReplayLink *) link;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (self->wrong != NULL)
    return;
  self->sent = parvis_exchange_expect (self->exchange, data, size, &self->wrong);
  answer_soon (self);
}

static void
replay_abort (ParvisEscposLink *link)
{
}

static void
replay_free (ParvisEscposLink *link)
{
  ReplayLink *self = (ReplayLink *) link;

  if (self->soon != NULL)
    g_source_destroy (self->soon);
  g_clear_pointer (&self->soon, g_source_unref);
  g_clear_error (&self->wrong);
  parvis_exchange_free (self->exchange);
  g_free (self);
}

static const ParvisEscposLinkClass replay_class = { replay_start, replay_send, replay_abort, NULL, replay_free };

ParvisEscposLink *
parvis_escpos_replay_link_new (const char *path, GError **error)
{
  g_autoptr (ParvisExchange) exchange = parvis_exchange_load (path, error);
  ReplayLink *self;

  if (exchange == NULL)
    return NULL;
  self = g_new0 (ReplayLink, 1);
  self->parent.class = &replay_class;
  self->exchange = g_steal_pointer (&exchange);
  return &self->parent;
}

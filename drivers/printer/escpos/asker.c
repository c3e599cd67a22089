/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/asker.h"

#include "drivers/printer/device-thread.h"

#define ANSWER_MS     1500
#define FULL_STATUS   20 /* Custom's DLE EOT 20: all at once */
#define LAST_QUESTION 4

struct _ParvisEscposAsker
{
  ParvisEscposLink *link;
  const ParvisEscposModel *model;
  gboolean answers;
  const ParvisEscposAskerEvents *events;
  gpointer user_data;

  ParvisEscposParser parser;
  gboolean asking, knows, heard, speaks; /* heard: ever; speaks: by itself */
  gboolean can_answer;                   /* it has answered a question */
  gboolean port_out, port_error;
  GSource *timer; /* no answer, or time to ask again */
};

static void
set_timer (ParvisEscposAsker *self, guint ms, GSourceFunc callback)
{
  GSource *timer = ms % 1000 == 0 ? g_timeout_source_new_seconds (ms / 1000) : g_timeout_source_new (ms);

  parvis_source_set (&self->timer, timer, callback, self);
}

static gboolean
on_time_to_ask (gpointer user_data)
{
  parvis_escpos_asker_ask (user_data);
  return G_SOURCE_REMOVE;
}

static void
finish_asking (ParvisEscposAsker *self, gboolean answered)
{
  self->asking = FALSE;
  self->parser.asked = 0;
  self->knows = TRUE;
  if (self->speaks)
    parvis_source_clear (&self->timer);
  else
    set_timer (self, PARVIS_ESCPOS_ASK_SECONDS * 1000, on_time_to_ask);
  self->events->state (self->user_data);
  self->events->asked (answered || !self->can_answer, self->user_data);
}

static gboolean
on_no_answer (gpointer user_data)
{
  ParvisEscposAsker *self = user_data;

  if (!self->heard)
    parvis_escpos_link_ask_port (self->link);
  finish_asking (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* One question at a time: an answer does not say which one it answers. */
static void
put_question (ParvisEscposAsker *self, guint8 n)
{
  const guint8 question[] = { 0x10, 0x04, n };
  g_autoptr (GBytes) bytes = g_bytes_new (question, sizeof question);

  self->parser.asked = n;
  parvis_escpos_link_send (self->link, bytes);
  set_timer (self, ANSWER_MS, on_no_answer);
}

static gboolean
on_cannot_answer (gpointer user_data)
{
  ParvisEscposAsker *self = user_data;

  parvis_escpos_link_ask_port (self->link);
  finish_asking (self, FALSE);
  return G_SOURCE_REMOVE;
}

void
parvis_escpos_asker_ask (ParvisEscposAsker *self)
{
  if (self->asking)
    return;
  self->asking = TRUE;
  if (!self->answers)
    set_timer (self, 1, on_cannot_answer);
  else
    put_question (self, self->model->dialect == PARVIS_ESCPOS_FULL_STATUS ? FULL_STATUS : 1);
}

/* GS a: online and offline, errors, paper; not the drawer, not the keys. GS 0xE0: the first four bytes of the full
 * status. */
void
parvis_escpos_asker_enable (ParvisEscposAsker *self)
{
  static const guint8 asb[] = { 0x1d, 0x61, 0x0e }, full[] = { 0x1d, 0xe0, 0x0f };
  g_autoptr (GBytes) bytes
      = g_bytes_new_static (self->model->dialect == PARVIS_ESCPOS_FULL_STATUS ? full : asb, sizeof asb);

  if (self->answers)
    parvis_escpos_link_send (self->link, bytes);
}

static void
take_answer (ParvisEscposAsker *self, guint8 question)
{
  self->can_answer = TRUE;
  if (!self->asking)
    return;
  if (question == FULL_STATUS || question == LAST_QUESTION)
    finish_asking (self, TRUE);
  else
    put_question (self, question + 1);
}

static void
take_status (ParvisEscposAsker *self)
{
  self->speaks = TRUE;
  if (!self->asking)
    parvis_source_clear (&self->timer);
  self->events->state (self->user_data);
}

static void
take_byte (ParvisEscposAsker *self, guint8 byte)
{
  guint8 question = self->parser.asked;
  ParvisEscposHeard heard = parvis_escpos_parse (&self->parser, byte);

  if (heard & PARVIS_ESCPOS_HEARD_ANSWER && question != 0)
    take_answer (self, question);
  else if (heard & PARVIS_ESCPOS_HEARD_STATUS)
    take_status (self);
  if (heard & PARVIS_ESCPOS_HEARD_MARK)
    self->events->mark (self->user_data);
}

void
parvis_escpos_asker_take (ParvisEscposAsker *self, const guint8 *data, gsize length)
{
  self->heard = TRUE;
  self->port_out = self->port_error = FALSE;
  for (gsize i = 0; i < length; i++)
    take_byte (self, data[i]);
}

void
parvis_escpos_asker_take_port (ParvisEscposAsker *self, gboolean paper_out, gboolean error)
{
  self->port_out = paper_out;
  self->port_error = error && !paper_out;
  self->events->state (self->user_data);
}

gboolean
parvis_escpos_asker_knows (ParvisEscposAsker *self)
{
  return self->knows;
}

ParvisPrinterTrouble
parvis_escpos_asker_trouble (ParvisEscposAsker *self)
{
  ParvisPrinterTrouble trouble = parvis_escpos_status_to_trouble (&self->parser.status);

  if (trouble != PARVIS_PRINTER_OK)
    return trouble;
  if (self->port_out)
    return PARVIS_PRINTER_NO_PAPER;
  return self->port_error ? PARVIS_PRINTER_OTHER : PARVIS_PRINTER_OK;
}

gboolean
parvis_escpos_asker_paper_low (ParvisEscposAsker *self)
{
  return self->parser.status.paper_low;
}

ParvisEscposAsker *
parvis_escpos_asker_new (ParvisEscposLink *link, const ParvisEscposModel *model, gboolean answers,
                         const ParvisEscposAskerEvents *events, gpointer user_data)
{
  ParvisEscposAsker *self = g_new0 (ParvisEscposAsker, 1);

  self->link = link;
  self->model = model;
  self->answers = answers;
  self->events = events;
  self->user_data = user_data;
  self->parser.dialect = model->dialect;
  return self;
}

void
parvis_escpos_asker_free (ParvisEscposAsker *self)
{
  parvis_source_clear (&self->timer);
  g_free (self);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "fake-escpos.h"

#include <string.h>

void
fake_escpos_init (FakeEscpos *self, void (*say) (const guint8 *data, gsize length, gpointer user_data),
                  gpointer user_data)
{
  memset (self, 0, sizeof *self);
  self->paper_lasts = -1;
  self->printed = g_byte_array_new ();
  self->say = say;
  self->user_data = user_data;
  self->stream = g_byte_array_new ();
  g_queue_init (&self->held);
}

void
fake_escpos_clear (FakeEscpos *self)
{
  fake_escpos_forget (self);
  g_clear_pointer (&self->stream, g_byte_array_unref);
  g_clear_pointer (&self->printed, g_byte_array_unref);
}

void
fake_escpos_forget (FakeEscpos *self)
{
  g_queue_clear_full (&self->held, (GDestroyNotify) g_bytes_unref);
  self->held_bytes = 0;
  g_byte_array_set_size (self->stream, 0);
}

static gboolean
is_offline (FakeEscpos *self)
{
  return self->paper_out || self->cover_open || self->cutter_blocked;
}

/* Epson's ASB, and Custom's full status. */
static void
say_status (FakeEscpos *self)
{
  guint8 asb[] = { 0x10, 0, 0, 0x0f };
  guint8 full[] = { 0x10, 0x0f, 0, 0, 0, 0 };

  asb[0] = (guint8) (0x10 | (is_offline (self) ? 0x08 : 0) | (self->cover_open ? 0x20 : 0));
  asb[1] = self->cutter_blocked ? 0x08 : 0;
  asb[2] = (guint8) ((self->paper_low ? 0x03 : 0) | (self->paper_out ? 0x0c : 0));
  full[2] = (guint8) ((self->paper_out ? 0x01 : 0) | (self->paper_low ? 0x04 : 0));
  full[3] = self->cover_open ? 0x02 : 0;
  full[5] = self->cutter_blocked ? 0x01 : 0;
  if (!self->mute)
    self->say (self->custom ? full : asb, self->custom ? sizeof full : sizeof asb, self->user_data);
}

static void
answer (FakeEscpos *self, guint8 question)
{
  guint8 byte = 0x12;

  self->questions++;
  if (question == 20 && self->custom)
    {
      say_status (self);
      return;
    }
  if (question == 1 && is_offline (self))
    byte |= 0x08;
  if (question == 2)
    byte = (guint8) (byte | (self->cover_open ? 0x04 : 0) | (self->paper_out ? 0x20 : 0));
  if (question == 3 && self->cutter_blocked)
    byte |= 0x08;
  if (question == 4)
    byte = (guint8) (byte | (self->paper_low ? 0x0c : 0) | (self->paper_out ? 0x60 : 0));
  if (!self->mute && question <= 4)
    self->say (&byte, 1, self->user_data);
}

/* Real-time commands come alone: the driver sends each by itself. */
static gboolean
is_real_time (const guint8 *data, gsize length)
{
  return (length == 3 && data[0] == 0x10 && data[1] == 0x04) || (length == 10 && data[0] == 0x10 && data[1] == 0x14);
}

static void
run_real_time (FakeEscpos *self, const guint8 *data)
{
  if (data[1] == 0x04)
    {
      answer (self, data[2]);
      return;
    }
  self->clears++;
  fake_escpos_forget (self);
}

static void
execute (FakeEscpos *self, const guint8 *data, gsize length)
{
  guint8 paper = (guint8) ((self->paper_low ? 0x03 : 0) | (self->paper_out ? 0x0c : 0));
  guint8 wanted = self->custom ? 0xe0 : 0x61;

  if (length == 3 && data[0] == 0x1d && data[1] == wanted)
    {
      self->asb = !self->no_asb;
      if (self->asb)
        say_status (self);
    }
  else if (length == 3 && memcmp (data, "\x1dr\x01", 3) == 0)
    {
      if (!self->mute && !self->no_marks)
        self->say (&paper, 1, self->user_data);
    }
  else
    g_byte_array_append (self->printed, data, (guint) length);
}

static void
use_paper (FakeEscpos *self)
{
  if (self->paper_lasts < 0 || self->printed->len < (gsize) self->paper_lasts)
    return;
  self->paper_lasts = -1;
  self->paper_out = TRUE;
  if (self->asb)
    say_status (self);
}

static void
run (FakeEscpos *self)
{
  while (!is_offline (self) && !g_queue_is_empty (&self->held))
    {
      g_autoptr (GBytes) bytes = g_queue_pop_head (&self->held);

      self->held_bytes -= g_bytes_get_size (bytes);
      execute (self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      use_paper (self);
    }
}

gboolean
fake_escpos_has_room (FakeEscpos *self, const guint8 *data, gsize length)
{
  return is_real_time (data, length) || !is_offline (self) || self->held_bytes + length <= FAKE_ESCPOS_MEMORY;
}

void
fake_escpos_take (FakeEscpos *self, const guint8 *data, gsize length)
{
  if (is_real_time (data, length))
    {
      run_real_time (self, data);
      return;
    }
  g_queue_push_tail (&self->held, g_bytes_new (data, length));
  self->held_bytes += length;
  run (self);
}

void
fake_escpos_change (FakeEscpos *self)
{
  if (self->asb)
    say_status (self);
  run (self);
}

/* 0: not all here. */
static gsize
command_length (const guint8 *data, gsize length)
{
  if (data[0] == 0x10)
    return length < 2 ? 0 : data[1] == 0x04 ? 3 : 10;
  if (data[0] != 0x1d)
    return 1;
  if (length < 3)
    return 0;
  if (data[1] == '(')
    return length < 5 ? 0 : 5 + (gsize) (data[3] | data[4] << 8);
  if (data[1] == 'v')
    return length < 8 ? 0 : 8 + (gsize) (data[4] | data[5] << 8) * (gsize) (data[6] | data[7] << 8);
  return 3;
}

void
fake_escpos_take_stream (FakeEscpos *self, const guint8 *data, gsize length)
{
  gsize whole;

  g_byte_array_append (self->stream, data, (guint) length);
  while (self->stream->len > 0 && (whole = command_length (self->stream->data, self->stream->len)) > 0
         && whole <= self->stream->len)
    {
      g_autofree guint8 *command = g_memdup2 (self->stream->data, whole);

      g_byte_array_remove_range (self->stream, 0, (guint) whole);
      fake_escpos_take (self, command, whole);
    }
}

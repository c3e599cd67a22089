/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* What is inside a receipt printer that speaks ESC/POS: a memory of 4 KB, a roll, a cover, a blade. It answers DLE EOT
 * at once, the rest in its turn; it stops when something is wrong, and goes on when it is mended. No thread of its own;
 * whoever holds it locks it. */
#define FAKE_ESCPOS_MEMORY 4096

typedef struct
{
  /* What it does not do. Set before it is used. */
  gboolean mute, no_asb, no_marks, custom;
  gssize paper_lasts; /* bytes until the roll is empty; -1: for ever */

  /* How it is: fake_escpos_change() after a change. */
  gboolean paper_out, paper_low, cover_open, cutter_blocked;

  /* What came of it. */
  GByteArray *printed;
  guint questions, clears;

  void (*say) (const guint8 *data, gsize length, gpointer user_data);
  gpointer user_data;
  gboolean asb;
  GQueue held; /* of GBytes, as they came */
  gsize held_bytes;
  GByteArray *stream; /* a command that is not all here */
} FakeEscpos;

void fake_escpos_init (FakeEscpos *self, void (*say) (const guint8 *data, gsize length, gpointer user_data),
                       gpointer user_data);
void fake_escpos_clear (FakeEscpos *self);

/* Whether it takes @length more; a real-time command it always takes. */
gboolean fake_escpos_has_room (FakeEscpos *self, const guint8 *data, gsize length);
/* @data: what came at once. */
void fake_escpos_take (FakeEscpos *self, const guint8 *data, gsize length);
/* @data: cut anywhere, as TCP does. */
void fake_escpos_take_stream (FakeEscpos *self, const guint8 *data, gsize length);
void fake_escpos_forget (FakeEscpos *self);
void fake_escpos_change (FakeEscpos *self);

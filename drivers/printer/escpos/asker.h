/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/escpos/link.h"
#include "drivers/printer/escpos/model.h"

G_BEGIN_DECLS

/* ParvisEscposAsker: how a printer is. It is told to speak by itself (Automatic Status Back), and asked once, since
 * some have something to say only when something changes. One that then never speaks by itself is asked again every
 * PARVIS_ESCPOS_ASK_SECONDS: by DLE EOT, and where even that stays without an answer, by USB's GET_PORT_STATUS. Nothing
 * else wakes up. Device thread only. */
#define PARVIS_ESCPOS_ASK_SECONDS 10
typedef struct _ParvisEscposAsker ParvisEscposAsker;

typedef struct
{
  void (*state) (gpointer user_data); /* something may have changed */
  /* After @state: what parvis_escpos_asker_ask() asked is answered, or was not in time. @settled: FALSE for a printer
   * that keeps silent now and has answered before. */
  void (*asked) (gboolean settled, gpointer user_data);
  void (*mark) (gpointer user_data); /* an answer to GS r */
} ParvisEscposAskerEvents;

/* @link is the caller's and outlives it. */
ParvisEscposAsker *parvis_escpos_asker_new (ParvisEscposLink *link, const ParvisEscposModel *model, gboolean answers,
                                            const ParvisEscposAskerEvents *events, gpointer user_data);
void parvis_escpos_asker_free (ParvisEscposAsker *self);

/* Sends what makes it speak by itself. ESC @ undoes it. */
void parvis_escpos_asker_enable (ParvisEscposAsker *self);
void parvis_escpos_asker_ask (ParvisEscposAsker *self);
void parvis_escpos_asker_take (ParvisEscposAsker *self, const guint8 *data, gsize length);
void parvis_escpos_asker_take_port (ParvisEscposAsker *self, gboolean paper_out, gboolean error);

/* Whether it has been asked once, with or without an answer. */
gboolean parvis_escpos_asker_knows (ParvisEscposAsker *self);
ParvisPrinterTrouble parvis_escpos_asker_trouble (ParvisEscposAsker *self);
gboolean parvis_escpos_asker_paper_low (ParvisEscposAsker *self);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisExchange: what was said between the kiosk and a device, as a text file that somebody who has the device can
 * send, and that stands for the device afterwards. A line each: "# words", "> hex" to the device, "< hex" from it, hex
 * without spaces or with spaces between the bytes, nothing after the sign for an empty answer; the first line is
 * "parvis-exchange 1 KIND NAME" (KIND: "card", "escpos", "usb"; NAME: UTF-8 to the end of the line). Empty lines say
 * nothing; lines may end in CR LF. At most PARVIS_EXCHANGE_MAX bytes and PARVIS_EXCHANGE_MAX_LINES lines. Whoever
 * records is responsible for what is in it: an identity document is a person's data. The bytes are wiped when the last
 * one who holds them lets go. Any thread, one at a time. */
#define PARVIS_EXCHANGE_MAX       (4 * 1024 * 1024)
#define PARVIS_EXCHANGE_MAX_LINES 100000
#define PARVIS_EXCHANGE_MAX_NAME  200 /* bytes */
typedef struct _ParvisExchange ParvisExchange;

/* @kind: one of the above (a programmer's mistake else). @name: what its maker calls it; control characters in it
 * become spaces, and what is too long is cut. (transfer full) */
ParvisExchange *parvis_exchange_new (const char *kind, const char *name);
/* G_IO_ERROR_INVALID_DATA, naming the line and what belongs there; of @path, also what GIO says of a file that cannot
 * be read or written. A file is written whole or not at all, readable by its owner only. (transfer full) */
ParvisExchange *parvis_exchange_parse (const char *text, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisExchange *parvis_exchange_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_exchange_save (const ParvisExchange *self, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_exchange_free (ParvisExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisExchange, parvis_exchange_free)

const char *parvis_exchange_kind (const ParvisExchange *self);
const char *parvis_exchange_name (const ParvisExchange *self);

/* Recording. What would make the file larger than can be read again is left out, with all that comes after it;
 * parvis_exchange_is_cut() then says so, and so does the file. */
void parvis_exchange_add_sent (ParvisExchange *self, const guint8 *data, gsize length);
void parvis_exchange_add_received (ParvisExchange *self, const guint8 *data, gsize length);
/* One line of words for whoever reads the file. */
void parvis_exchange_add_words (ParvisExchange *self, const char *words);
gboolean parvis_exchange_is_cut (const ParvisExchange *self);

/* Replaying, from the first line on; words are passed over. G_IO_ERROR_INVALID_DATA: @data is not what was said then;
 * the place stays where it was, so that what was said then may still be said. */
gboolean parvis_exchange_expect (ParvisExchange *self, const guint8 *data, gsize length,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What came next; %NULL when the next line is something to be sent, or the end. (transfer none) */
GBytes *parvis_exchange_answer (ParvisExchange *self);
/* Nothing is left to be said or heard. */
gboolean parvis_exchange_is_over (ParvisExchange *self);

G_END_DECLS

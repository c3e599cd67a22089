/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisExchange: what was said between the kiosk and a device, as a text file that somebody who has the device can send, and that stands
 * for the device afterwards. A line each: "# words", "> hex" to the device, "< hex" from it; the first line is
 * "parvis-exchange 1 KIND NAME" (KIND: "card", "escpos", "usb"). At most PARVIS_EXCHANGE_MAX bytes.
 * Whoever records is responsible for what is in it: an identity document is a person's data. Any thread, one at a time. */
#define PARVIS_EXCHANGE_MAX (4 * 1024 * 1024)
typedef struct _ParvisExchange ParvisExchange;

ParvisExchange *parvis_exchange_new (const char *kind, const char *name);
ParvisExchange *parvis_exchange_parse (const char *text, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisExchange *parvis_exchange_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_exchange_save (const ParvisExchange *self, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_exchange_free (ParvisExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisExchange, parvis_exchange_free)

const char *parvis_exchange_kind (const ParvisExchange *self);
const char *parvis_exchange_name (const ParvisExchange *self);

/* Recording. */
void parvis_exchange_add_sent (ParvisExchange *self, const guint8 *data, gsize length);
void parvis_exchange_add_received (ParvisExchange *self, const guint8 *data, gsize length);

/* Replaying, from the first line on. G_IO_ERROR_INVALID_DATA: @data is not what was said then. */
gboolean parvis_exchange_expect (ParvisExchange *self, const guint8 *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What came next; %NULL when the next line is something to be sent, or the end. (transfer none) */
GBytes *parvis_exchange_answer (ParvisExchange *self);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* How the kiosk's parts are, as parvis-kiosk knows it, for parvis-syncd's status (sync/status/status.h):
 * rows of the outbox. A part has one short technical word, and since when it is so. Errors are
 * PARVIS_OUTBOX_ERROR.
 *
 * Names: "device/printer" (app/devices/status.h has the names and the words), "version" (of
 * parvis-kiosk), "content" (the version shown), "content-age" ("valid", "expired"),
 * "service" ("open", or why no démarche can be begun). [a-z0-9/:.-], 1 to 64; words: printable, 1 to 64 bytes; else
 * nothing is noted and that is PARVIS_OUTBOX_ERROR_FAILED. At most PARVIS_KIOSK_STATE_MAX rows: beyond, those that
 * changed longest ago go. */
#define PARVIS_KIOSK_STATE_MAX 64

typedef struct
{
  char *name, *word;
  gint64 since; /* Unix seconds */
} ParvisKioskState;
void parvis_kiosk_state_free (ParvisKioskState *self);

/* Writes nothing when it would say the same as before. @word %NULL: there is no such part any more.
 * @changed (nullable). */
gboolean parvis_kiosk_state_note (ParvisOutbox *outbox, const char *name, const char *word, gboolean *changed,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) @word when there is no such part. (transfer full) */
gboolean parvis_kiosk_state_read (ParvisOutbox *outbox, const char *name, char **word,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* By name. (transfer container): of ParvisKioskState */
GPtrArray *parvis_kiosk_state_list (ParvisOutbox *outbox, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean parvis_kiosk_state_is_name (const char *text);
gboolean parvis_kiosk_state_is_word (const char *text);

G_END_DECLS

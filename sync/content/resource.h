/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <json-glib/json-glib.h>

#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* Small things that change faster than the content and say how old they are: notices, free appointments, states of
 * requests. Each is one signed document (CMS SignedData in DER around JSON, by the content-signing certificate) at
 * resources/<name>.p7m of the distribution tree (sync/content/release.h, whose "resources" lists the names):
 *
 *   { "format": 1, "name": "notices",
 *     "made": "2026-11-22T10:00:00Z",            how old it is; only grows
 *     "until": "2026-11-23T10:00:00Z",           of no worth from here on
 *     "data": { ... } }                          what it says: of its reader's own shape
 *
 * parvis-syncd fetches and checks them and keeps them, signature and all, in the outbox's table "resource"; whoever
 * reads one checks it again, so that who can write into the outbox still cannot speak for the town hall.
 */
#define PARVIS_RESOURCE_MAX_BYTES (64 * 1024) /* with its signature */
#define PARVIS_RESOURCE_MAX       32

#define PARVIS_RESOURCE_ERROR (parvis_resource_error_quark ())
typedef enum
{
  PARVIS_RESOURCE_ERROR_INVALID, /* not one, or another one's */
  PARVIS_RESOURCE_ERROR_OLDER,   /* made before the one we have */
  PARVIS_RESOURCE_ERROR_MISSING, /* none was ever fetched */
} ParvisResourceError;
GQuark parvis_resource_error_quark (void);

typedef struct
{
  char *name;
  gint64 made;      /* Unix seconds: its age */
  gint64 until;     /* Unix seconds */
  JsonObject *data; /* bounded, not checked otherwise */
} ParvisResource;
void parvis_resource_free (ParvisResource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisResource, parvis_resource_free)

/* The JSON within the signature; it must be @name's. (transfer full) */
ParvisResource *parvis_resource_parse (GBytes *json, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Checks the signature too. (transfer full) PARVIS_RESOURCE_ERROR or PARVIS_SIGNATURE_ERROR. */
ParvisResource *parvis_resource_open (GBytes *wrapped, const char *name, const char *ca_file,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What to sign. @data: a JSON object. (transfer full) */
GBytes *parvis_resource_to_json (const char *name, gint64 made, gint64 until, JsonNode *data);

/* Of the kiosk: what was fetched last under @name, signature checked; also when it is past its "until", which is the
 * caller's to look at. PARVIS_RESOURCE_ERROR, PARVIS_SIGNATURE_ERROR or PARVIS_OUTBOX_ERROR. (transfer full) */
ParvisResource *parvis_resource_read (ParvisOutbox *outbox, const char *name, const char *ca_file,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Changes whenever some resource was replaced; 0 when there is none. So that nobody checks signatures for nothing. */
gint64 parvis_resource_stamp (ParvisOutbox *outbox);

/* For parvis-syncd. Keeps @wrapped when it is @name's, signed and not older than what is there; @etag: nullable. */
gboolean parvis_resource_keep (ParvisOutbox *outbox, const char *name, GBytes *wrapped, const char *etag,
                               const char *ca_file, gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The tag that came with what is there; %NULL: none. (transfer full) */
char *parvis_resource_etag (ParvisOutbox *outbox, const char *name);
/* Forgets what is not among @names. */
gboolean parvis_resource_keep_only (ParvisOutbox *outbox, const char *const *names,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

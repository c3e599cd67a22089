/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/resource.h"

#include <glib/gi18n-lib.h>

#include "sync/base/json.h"
#include "sync/content/manifest.h"
#include "sync/queue/outbox-private.h"
#include "sync/pki/pki.h"
#include "sync/seal/signature.h"

G_DEFINE_QUARK (parvis_resource_error_quark, parvis_resource_error)

void
parvis_resource_free (ParvisResource *self)
{
  g_free (self->name);
  g_clear_pointer (&self->data, json_object_unref);
  g_free (self);
}

/* ---- the document ---- */

static gboolean
invalid (GError **error, const char *name, const char *what)
{
  g_set_error (error, PARVIS_RESOURCE_ERROR, PARVIS_RESOURCE_ERROR_INVALID,
               _ ("« %s » n’est pas une information publiée : « %s » manque ou n’est pas possible"), name, what);
  return FALSE;
}

static gboolean
read_all (ParvisResource *self, JsonObject *object, GError **error)
{
  JsonObject *data = parvis_json_object (object, "data");
  gint64 format;

  if (object == NULL || !parvis_json_int64 (object, "format", &format) || format != 1)
    return invalid (error, self->name, "format");
  if (g_strcmp0 (parvis_json_string (object, "name"), self->name) != 0)
    return invalid (error, self->name, "name");
  if (!parvis_manifest_instant (parvis_json_string (object, "made"), &self->made))
    return invalid (error, self->name, "made");
  if (!parvis_manifest_instant (parvis_json_string (object, "until"), &self->until) || self->until <= self->made)
    return invalid (error, self->name, "until");
  if (data == NULL)
    return invalid (error, self->name, "data");
  self->data = json_object_ref (data);
  return TRUE;
}

ParvisResource *
parvis_resource_parse (GBytes *json, const char *name, GError **error)
{
  g_autoptr (ParvisResource) self = g_new0 (ParvisResource, 1);
  g_autoptr (JsonNode) node = parvis_json_read (json, PARVIS_RESOURCE_MAX_BYTES, NULL);

  self->name = g_strdup (name);
  return read_all (self, parvis_json_node_object (node), error) ? g_steal_pointer (&self) : NULL;
}

ParvisResource *
parvis_resource_open (GBytes *wrapped, const char *name, const char *ca_file, GError **error)
{
  g_autoptr (GBytes) json = NULL;

  if (g_bytes_get_size (wrapped) > PARVIS_RESOURCE_MAX_BYTES)
    {
      g_set_error (error, PARVIS_RESOURCE_ERROR, PARVIS_RESOURCE_ERROR_INVALID,
                   _ ("« %s » est trop grand : %" G_GSIZE_FORMAT " octets, %d au plus"), name,
                   g_bytes_get_size (wrapped), PARVIS_RESOURCE_MAX_BYTES);
      return NULL;
    }
  json = parvis_signature_unwrap (wrapped, ca_file, PARVIS_OID_CONTENT, error);
  return json != NULL ? parvis_resource_parse (json, name, error) : NULL;
}

static void
add_instant (JsonBuilder *builder, const char *member, gint64 seconds)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ");

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

GBytes *
parvis_resource_to_json (const char *name, gint64 made, gint64 until, JsonNode *data)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, 1);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, name);
  add_instant (builder, "made", made);
  add_instant (builder, "until", until);
  json_builder_set_member_name (builder, "data");
  json_builder_add_value (builder, json_node_copy (data));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return parvis_json_to_bytes (root);
}

/* ---- the table ---- */

/* The row's column 0 of @sql for @name; @statement is to be freed. FALSE: an error, or no row. */
static ParvisStatement *
look_up (ParvisOutbox *outbox, const char *sql, const char *name, gboolean *row, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (parvis_outbox_get_database (outbox), sql, error);

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, name);
  return parvis_statement_step (statement, row, error) ? g_steal_pointer (&statement) : NULL;
}

ParvisResource *
parvis_resource_read (ParvisOutbox *outbox, const char *name, const char *ca_file, GError **error)
{
  gboolean row = FALSE;
  g_autoptr (ParvisStatement) statement
      = look_up (outbox, "SELECT body FROM resource WHERE name = ?1", name, &row, error);
  g_autoptr (GBytes) body = statement != NULL && row ? parvis_statement_get_bytes (statement, 0) : NULL;

  if (body != NULL)
    return parvis_resource_open (body, name, ca_file, error);
  if (statement != NULL)
    g_set_error (error, PARVIS_RESOURCE_ERROR, PARVIS_RESOURCE_ERROR_MISSING, _ ("« %s » n’a pas encore été reçu"),
                 name);
  return NULL;
}

gint64
parvis_resource_stamp (ParvisOutbox *outbox)
{
  gint64 stamp = 0;

  return parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox),
                                  "SELECT coalesce (max (seq), 0) * 64 + count (*) FROM resource", &stamp, NULL)
             ? stamp
             : 0;
}

char *
parvis_resource_etag (ParvisOutbox *outbox, const char *name)
{
  gboolean row = FALSE;
  g_autoptr (ParvisStatement) statement
      = look_up (outbox, "SELECT etag FROM resource WHERE name = ?1", name, &row, NULL);

  return statement != NULL && row ? parvis_statement_dup_text (statement, 0) : NULL;
}

static gboolean
run_row (ParvisOutbox *outbox, const char *sql, const char *name, GBytes *body, const char *etag, gint64 now,
         GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (parvis_outbox_get_database (outbox), sql, error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, name);
  parvis_statement_bind_bytes (statement, 2, body);
  parvis_statement_bind_text (statement, 3, etag);
  parvis_statement_bind_int64 (statement, 4, now);
  return parvis_statement_run (statement, error);
}

/* The same document again, with another tag, is no new row: nothing changed for who reads it. */
static gboolean
write_row (ParvisOutbox *outbox, const char *name, GBytes *body, const char *etag, gint64 now, GError **error)
{
  if (!run_row (outbox, "UPDATE resource SET etag = ?3, fetched_at = ?4 WHERE name = ?1 AND body = ?2", name, body,
                etag, now, error))
    return FALSE;
  return parvis_sqlite_changes (parvis_outbox_get_database (outbox)) > 0
         || run_row (outbox, "INSERT OR REPLACE INTO resource (name, body, etag, fetched_at) VALUES (?1, ?2, ?3, ?4)",
                     name, body, etag, now, error);
}

gboolean
parvis_resource_keep (ParvisOutbox *outbox, const char *name, GBytes *wrapped, const char *etag, const char *ca_file,
                      gint64 now, GError **error)
{
  g_autoptr (ParvisResource) fresh = parvis_resource_open (wrapped, name, ca_file, error);
  g_autoptr (ParvisResource) old = NULL;

  if (fresh == NULL)
    return FALSE;
  old = parvis_resource_read (outbox, name, ca_file, NULL);
  if (old == NULL || fresh->made >= old->made)
    return write_row (outbox, name, wrapped, etag, now, error);
  g_set_error (error, PARVIS_RESOURCE_ERROR, PARVIS_RESOURCE_ERROR_OLDER,
               _ ("« %s » est plus ancien que celui qui est déjà là"), name);
  return FALSE;
}

gboolean
parvis_resource_keep_only (ParvisOutbox *outbox, const char *const *names, GError **error)
{
  g_autofree char *list = g_strjoinv ("\x1f", (char **) names);
  g_autofree char *framed = g_strconcat ("\x1f", list, "\x1f", NULL);
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (parvis_outbox_get_database (outbox),
                               "DELETE FROM resource WHERE instr (?1, char (31) || name || char (31)) = 0", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, framed);
  return parvis_statement_run (statement, error);
}

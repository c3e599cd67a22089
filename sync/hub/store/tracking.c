/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/store/tracking.h"

#include <glib/gi18n-lib.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <string.h>

#include "sync/base/sqlite-database.h"

#define ROUNDS       50000 /* of PBKDF2: some 20 ms, and 30 years of it for all 8-character codes on a thousand machines */
#define DIGEST_BYTES 32
#define SALT_BYTES   16

static const char *const names[] = { "received", "in-progress", "waiting", "done", "refused" };

const char *
parvis_hub_track_state_to_string (ParvisHubTrackState state)
{
  return names[state];
}

gboolean
parvis_hub_track_state_from_string (const char *text, ParvisHubTrackState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i]) == 0)
      {
        *state = (ParvisHubTrackState) i;
        return TRUE;
      }
  return FALSE;
}

void
parvis_hub_event_free (ParvisHubEvent *event)
{
  g_free (event->message);
  g_free (event);
}

/* Codes ----------------------------------------------------------------------------------------- */

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, PARVIS_HUB_STORE_ERROR, PARVIS_HUB_STORE_ERROR_FAILED, message);
  return FALSE;
}

static gboolean
make_salt (ParvisSqlite *database, GError **error)
{
  guint8 fresh[SALT_BYTES];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (database, "INSERT OR IGNORE INTO tracking_salt (one, salt) VALUES (1, ?1)", error);

  if (statement == NULL)
    return FALSE;
  if (RAND_bytes (fresh, sizeof fresh) != 1)
    return fail (error, _ ("pas de nombres au hasard sur cette machine"));
  bytes = g_bytes_new (fresh, sizeof fresh);
  parvis_statement_bind_bytes (statement, 1, bytes);
  return parvis_statement_run (statement, error);
}

/* (transfer full) (nullable): without error when there is none yet. */
static GBytes *
read_salt (ParvisSqlite *database, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (database, "SELECT salt FROM tracking_salt", error);
  gboolean row;

  return statement != NULL && parvis_statement_step (statement, &row, error) && row
             ? parvis_statement_get_bytes (statement, 0)
             : NULL;
}

static GBytes *
digest_with (GBytes *salt, const char *code, GError **error)
{
  guint8 digest[DIGEST_BYTES];

  if (PKCS5_PBKDF2_HMAC (code, (int) strlen (code), g_bytes_get_data (salt, NULL), (int) g_bytes_get_size (salt),
                         ROUNDS, EVP_sha256 (), sizeof digest, digest)
      == 1)
    return g_bytes_new (digest, sizeof digest);
  fail (error, "PBKDF2");
  return NULL;
}

static GBytes *
digest (ParvisSqlite *database, const char *code, GError **error)
{
  GError *own = NULL;
  g_autoptr (GBytes) salt = read_salt (database, &own);

  if (salt == NULL && own == NULL && make_salt (database, &own))
    salt = read_salt (database, &own);
  if (own != NULL)
    {
      g_propagate_error (error, own);
      return NULL;
    }
  return digest_with (salt, code, error);
}

/* Writing --------------------------------------------------------------------------------------- */

static gboolean
check_message (const char *message, GError **error)
{
  if (message == NULL)
    return TRUE;
  if (!g_utf8_validate (message, -1, NULL) || g_utf8_strlen (message, -1) > PARVIS_HUB_MESSAGE_MAX)
    return fail (error, _ ("le message doit être un texte de 400 caractères au plus"));
  for (const char *p = message; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)) && g_unichar_type (g_utf8_get_char (p)) != G_UNICODE_FORMAT)
      return fail (error, _ ("le message doit tenir sur une ligne, sans caractère invisible"));
  return TRUE;
}

gboolean
parvis_hub_tracking_note (ParvisHubStore *store, const char *code, ParvisHubTrackState state, const char *message,
                          gint64 now, GError **error)
{
  ParvisSqlite *database = parvis_hub_store_get_database (store);
  g_autoptr (GBytes) key = check_message (message, error) ? digest (database, code, error) : NULL;
  g_autoptr (ParvisStatement) statement
      = key != NULL ? parvis_sqlite_prepare (
            database, "INSERT INTO tracking (code, at, state, message) VALUES (?1, ?2, ?3, ?4)", error)
                    : NULL;

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_bytes (statement, 1, key);
  parvis_statement_bind_int64 (statement, 2, now);
  parvis_statement_bind_int64 (statement, 3, (gint64) state);
  parvis_statement_bind_text (statement, 4, message);
  return parvis_statement_run (statement, error);
}

/* Reading --------------------------------------------------------------------------------------- */

static ParvisHubEvent *
read_event (ParvisStatement *statement)
{
  ParvisHubEvent *event = g_new0 (ParvisHubEvent, 1);

  event->at = parvis_statement_get_int64 (statement, 0);
  event->state = (ParvisHubTrackState) CLAMP (parvis_statement_get_int64 (statement, 1), 0, PARVIS_HUB_TRACK_REFUSED);
  event->message = parvis_statement_dup_text (statement, 2);
  return event;
}

GPtrArray *
parvis_hub_tracking_list (ParvisHubStore *store, const char *code, GError **error)
{
  ParvisSqlite *database = parvis_hub_store_get_database (store);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_hub_event_free);
  g_autoptr (GBytes) key = digest (database, code, error);
  g_autoptr (ParvisStatement) statement
      = key != NULL ? parvis_sqlite_prepare (
            database, "SELECT at, state, message FROM tracking WHERE code = ?1 ORDER BY seq DESC LIMIT ?2", error)
                    : NULL;
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_bytes (statement, 1, key);
  parvis_statement_bind_int64 (statement, 2, PARVIS_HUB_EVENTS_MAX);
  while (row)
    {
      if (!parvis_statement_step (statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_insert (events, 0, read_event (statement));
    }
  return g_steal_pointer (&events);
}

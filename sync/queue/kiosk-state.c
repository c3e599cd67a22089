/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/kiosk-state.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sync/queue/outbox-private.h"

#define MAX_BYTES 64

void
parvis_kiosk_state_free (ParvisKioskState *self)
{
  g_free (self->name);
  g_free (self->word);
  g_free (self);
}

gboolean
parvis_kiosk_state_is_name (const char *text)
{
  gsize length = text != NULL ? strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789/:.-") : 0;

  return length >= 1 && length <= MAX_BYTES && text[length] == '\0';
}

gboolean
parvis_kiosk_state_is_word (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
check (const char *name, const char *word, GError **error)
{
  if (parvis_kiosk_state_is_name (name) && (word == NULL || parvis_kiosk_state_is_word (word)))
    return TRUE;
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED,
               _ ("l’état d’une partie de la borne doit tenir en un mot de %d octets au plus"), MAX_BYTES);
  return FALSE;
}

static gboolean
read_word (ParvisSqlite *db, const char *name, char **word, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db, "SELECT word FROM kiosk_state WHERE name = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, name);
  if (!parvis_statement_step (statement, &row, error))
    return FALSE;
  *word = row ? parvis_statement_dup_text (statement, 0) : NULL;
  return TRUE;
}

static gboolean
forget (ParvisSqlite *db, const char *name, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (db, "DELETE FROM kiosk_state WHERE name = ?1", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, name);
  return parvis_statement_run (statement, error);
}

/* One statement, and so one transaction; what is beyond the bound goes with the next change. */
static gboolean
write_word (ParvisSqlite *db, const char *name, const char *word, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db, "INSERT OR REPLACE INTO kiosk_state (name, word, since) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, name);
  parvis_statement_bind_text (statement, 2, word);
  parvis_statement_bind_int64 (statement, 3, g_get_real_time () / G_USEC_PER_SEC);
  return parvis_statement_run (statement, error)
         && parvis_sqlite_exec (db,
                                "DELETE FROM kiosk_state WHERE rowid NOT IN (SELECT rowid FROM kiosk_state ORDER BY "
                                "rowid DESC LIMIT " G_STRINGIFY (PARVIS_KIOSK_STATE_MAX) ")",
                                error);
}

gboolean
parvis_kiosk_state_note (ParvisOutbox *outbox, const char *name, const char *word, gboolean *changed, GError **error)
{
  ParvisSqlite *db = parvis_outbox_get_database (outbox);
  g_autofree char *before = NULL;
  gboolean differs;

  if (!check (name, word, error) || !read_word (db, name, &before, error))
    return FALSE;
  differs = g_strcmp0 (before, word) != 0;
  if (changed != NULL)
    *changed = differs;
  if (!differs)
    return TRUE;
  return word != NULL ? write_word (db, name, word, error) : forget (db, name, error);
}

gboolean
parvis_kiosk_state_read (ParvisOutbox *outbox, const char *name, char **word, GError **error)
{
  *word = NULL;
  return read_word (parvis_outbox_get_database (outbox), name, word, error);
}

static ParvisKioskState *
read_row (ParvisStatement *row)
{
  ParvisKioskState *state = g_new0 (ParvisKioskState, 1);

  state->name = parvis_statement_dup_text (row, 0);
  state->word = parvis_statement_dup_text (row, 1);
  state->since = parvis_statement_get_int64 (row, 2);
  return state;
}

GPtrArray *
parvis_kiosk_state_list (ParvisOutbox *outbox, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      parvis_outbox_get_database (outbox), "SELECT name, word, since FROM kiosk_state ORDER BY name", error);

  if (statement == NULL)
    return NULL;
  return parvis_statement_collect (statement, (ParvisReadRow) read_row, (GDestroyNotify) parvis_kiosk_state_free,
                                   error);
}

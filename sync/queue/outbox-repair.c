/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/outbox-repair.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "sync/base/durable.h"
#include "sync/queue/outbox-private.h"

#define DAMAGED   ".damaged-"
#define RECOVERED ".recovered-"
#define MAX_SAME  100 /* put aside within one second */

/* "…/outbox" of "…/outbox.db" */
static char *
get_stem (const char *path)
{
  return g_str_has_suffix (path, ".db") ? g_strndup (path, strlen (path) - 3) : g_strdup (path);
}

static char *
new_name (const char *path)
{
  g_autofree char *stem = get_stem (path);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");

  for (int i = 0; i < MAX_SAME; i++)
    {
      g_autofree char *name
          = i == 0 ? g_strconcat (stem, DAMAGED, date, NULL) : g_strdup_printf ("%s" DAMAGED "%s-%d", stem, date, i);

      if (!g_file_test (name, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
  return NULL;
}

/* Both names first, then the old ones go: whenever the power is cut, database and log are still together under one
 * of the two. A file system without hard links (FAT) gets a plain rename. */
static gboolean
give_name (const char *path, const char *suffix, const char *name)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (name, suffix, NULL);

  return link (from, to) == 0 || errno == ENOENT || g_rename (from, to) == 0;
}

static void
drop_name (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);

  g_unlink (name);
}

/* (transfer full): where it is now. Under the exclusive lock. */
static char *
put_aside (const char *path, GError **error)
{
  g_autofree char *name = new_name (path);
  g_autofree char *folder = g_path_get_dirname (path);

  if (name == NULL || !give_name (path, "-wal", name) || !give_name (path, "", name))
    {
      g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
                   _ ("« %s » est abîmée et ne peut pas être mise de côté (%s) ; vérifiez les droits du dossier"), path,
                   g_strerror (errno));
      return NULL;
    }
  parvis_durable_sync_folder (folder);
  drop_name (path, "");
  drop_name (path, "-wal");
  drop_name (path, "-shm");
  parvis_durable_sync_folder (folder);
  return g_steal_pointer (&name);
}

/* The first row that the statement has; "ok" when it has none. (transfer full) (nullable): it cannot be had */
static char *
first_word (ParvisSqlite *db, const char *sql)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (db, sql, NULL);
  gboolean row;

  if (statement == NULL || !parvis_statement_step (statement, &row, NULL))
    return NULL;
  return row ? parvis_statement_dup_text (statement, 0) : g_strdup ("ok");
}

/* An envelope whose row is lost is damage that no page shows. */
static gboolean
is_sound (ParvisSqlite *db)
{
  g_autofree char *pages = first_word (db, "PRAGMA integrity_check (1)");
  g_autofree char *rows = first_word (db, "PRAGMA foreign_key_check (envelope)");

  return g_strcmp0 (pages, "ok") == 0 && g_strcmp0 (rows, "ok") == 0;
}

static ParvisSqlite *
open_sound (const char *path, ParvisOutboxDoubt doubt, GError **error)
{
  g_autoptr (ParvisSqlite) db = doubt != PARVIS_OUTBOX_SPENT ? parvis_outbox_schema_open (path, error) : NULL;

  if (db != NULL && (doubt == PARVIS_OUTBOX_TRUSTED || is_sound (db)))
    return g_steal_pointer (&db);
  if (db != NULL || doubt == PARVIS_OUTBOX_SPENT)
    g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
                 _ ("« %s » est abîmée ; mettez-la de côté sans l’effacer"), path);
  return NULL;
}

static ParvisSqlite *
open_or_put_aside (const char *path, ParvisOutboxDoubt doubt, char **aside, GError **error)
{
  g_autoptr (GError) why = NULL;
  ParvisSqlite *db = open_sound (path, doubt, &why);

  if (db != NULL)
    return db;
  if (!g_error_matches (why, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  *aside = put_aside (path, error);
  return *aside != NULL ? parvis_outbox_schema_open (path, error) : NULL;
}

/* The new lock comes before the old one goes: nobody is alone with a file that we have open. */
ParvisOutbox *
parvis_outbox_mend (const char *path, ParvisOutboxDoubt doubt, int alone, char **aside, GError **error)
{
  ParvisSqlite *db;
  int use = -1;

  *aside = NULL;
  db = open_or_put_aside (path, doubt, aside, error);
  if (db != NULL)
    {
      parvis_outbox_word_write (alone, FALSE);
      flock (alone, LOCK_SH);
      use = parvis_outbox_use_lock (path, LOCK_SH);
    }
  flock (alone, LOCK_UN);
  return db != NULL ? parvis_outbox_new (db, use) : NULL;
}

/* Whoever has it open is asked to let go. */
static void
leave_word (const char *path)
{
  int use = parvis_outbox_use_lock (path, LOCK_UN);

  parvis_outbox_word_write (use, TRUE);
  if (use >= 0)
    close (use);
}

/* @why: what stood in the way of just opening it. */
static ParvisOutbox *
mend_alone (const char *path, gboolean suspect, char **aside, const GError *why, GError **error)
{
  int alone = parvis_outbox_use_lock (path, LOCK_EX | LOCK_NB);
  ParvisOutbox *self;

  if (alone < 0)
    {
      leave_word (path);
      g_propagate_error (error, g_error_copy (why));
      return NULL;
    }
  suspect = suspect || parvis_outbox_word_read (alone);
  self = parvis_outbox_mend (path, suspect ? PARVIS_OUTBOX_SUSPECT : PARVIS_OUTBOX_TRUSTED, alone, aside, error);
  close (alone);
  return self;
}

ParvisOutbox *
parvis_outbox_open_mended (const char *path, gboolean suspect, char **aside, GError **error)
{
  g_autoptr (GError) why = NULL;
  ParvisOutbox *self = parvis_outbox_open (path, &why);

  *aside = NULL;
  if (self != NULL && (!suspect || is_sound (parvis_outbox_get_database (self))))
    return self;
  if (self != NULL)
    g_set_error (&why, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
                 _ ("« %s » est abîmée, et un autre programme s’en sert ; il en est prévenu : réessayez dans une "
                    "minute"),
                 path);
  g_clear_pointer (&self, parvis_outbox_free);
  if (g_error_matches (why, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT))
    return mend_alone (path, suspect, aside, why, error);
  g_propagate_error (error, g_steal_pointer (&why));
  return NULL;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
parvis_outbox_list_damaged (const char *path)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *stem = get_stem (path);
  g_autofree char *base = g_path_get_basename (stem);
  g_autofree char *prefix = g_strconcat (base, DAMAGED, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && !g_str_has_suffix (name, "-wal"))
      g_ptr_array_add (found, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (found, compare_paths);
  return found;
}

gboolean
parvis_outbox_note_recovered (const char *damaged, GError **error)
{
  const char *at = g_strrstr (damaged, DAMAGED);
  g_autofree char *stem = at != NULL ? g_strndup (damaged, (gsize) (at - damaged)) : NULL;
  g_autofree char *name = at != NULL ? g_strconcat (stem, RECOVERED, at + strlen (DAMAGED), NULL) : NULL;
  g_autofree char *log = g_strconcat (damaged, "-wal", NULL);
  g_autofree char *log_name = g_strconcat (name != NULL ? name : "", "-wal", NULL);

  if (name == NULL)
    return TRUE; /* a copy under another name: its owner's */
  g_rename (log, log_name);
  if (g_rename (damaged, name) == 0)
    return TRUE;
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED, _ ("« %s » ne peut pas être renommé : %s"),
               damaged, g_strerror (errno));
  return FALSE;
}

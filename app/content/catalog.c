/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/catalog-private.h"

#include "app/content/import.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
note_file (const struct stat *info, ParvisCatalog *self)
{
  self->device = info->st_dev;
  self->inode = info->st_ino;
  self->changed = info->st_ctim.tv_sec * G_USEC_PER_SEC + info->st_ctim.tv_nsec / 1000;
}

gboolean
parvis_catalog_is_stale (ParvisCatalog *self)
{
  ParvisCatalog now = { 0 };
  struct stat info;

  if (stat (self->path, &info) != 0)
    return FALSE; /* what was opened is still whole */
  note_file (&info, &now);
  return now.device != self->device || now.inode != self->inode || now.changed != self->changed;
}

/* The file never changes once it has its name: SQLite need not lock, nor look for a journal. */
static gboolean
open_immutable (ParvisCatalog *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *full = g_strconcat (uri, "?immutable=1", NULL);

  if (sqlite3_open_v2 (full, &self->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK)
    {
      self->sql = (ParvisSql){ self->handle, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_INVALID };
      return TRUE;
    }
  g_set_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_INVALID, "%s", sqlite3_errmsg (self->handle));
  return FALSE;
}

static gint64
read_number (ParvisCatalog *self, const char *text, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (&self->sql, error, text, "");

  return statement != NULL && parvis_sql_next (&self->sql, statement, error) ? sqlite3_column_int64 (statement, 0) : -1;
}

static gboolean
check_format (ParvisCatalog *self, GError **error)
{
  gint64 application = read_number (self, "PRAGMA application_id", error);
  gint64 format = application >= 0 ? read_number (self, "PRAGMA user_version", error) : -1;

  if (application < 0 || format < 0)
    return FALSE;
  if (application == PARVIS_CATALOG_APPLICATION && format == PARVIS_CATALOG_FORMAT)
    return TRUE;
  if (application == PARVIS_CATALOG_APPLICATION)
    g_set_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_FOREIGN,
                 _ ("il a été préparé par une autre version de Parvis"));
  else
    g_set_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_INVALID, _ ("ce n’est pas un catalogue de Parvis"));
  return FALSE;
}

static char **
read_languages (ParvisCatalog *self, GError **error)
{
  g_autoptr (sqlite3_stmt) statement
      = parvis_sql_query (&self->sql, error, "SELECT code FROM language ORDER BY position", "");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) problem = NULL;

  if (statement == NULL)
    return NULL;
  while (parvis_sql_next (&self->sql, statement, &problem))
    g_strv_builder_add (builder, (const char *) sqlite3_column_text (statement, 0));
  if (problem == NULL)
    return g_strv_builder_end (builder);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

static gboolean
load (ParvisCatalog *self, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean foreign;

  if (open_immutable (self, &problem) && check_format (self, &problem))
    {
      self->languages = read_languages (self, &problem);
      self->version = problem == NULL ? read_number (self, "SELECT version FROM meta", &problem) : -1;
      self->expires = problem == NULL ? read_number (self, "SELECT expires FROM meta", &problem) : -1;
    }
  if (problem == NULL)
    return TRUE;
  foreign = problem->code == PARVIS_CATALOG_ERROR_FOREIGN;
  g_propagate_prefixed_error (
      error, g_steal_pointer (&problem),
      foreign ? _ ("%s est à refaire : ") : _ ("%s est abîmé, installez de nouveau le contenu : "), self->path);
  return FALSE;
}

ParvisCatalog *
parvis_catalog_open (const char *path, GError **error)
{
  g_autoptr (ParvisCatalog) self = g_new0 (ParvisCatalog, 1);
  struct stat info;

  self->path = g_strdup (path);
  if (stat (path, &info) != 0)
    {
      g_set_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_MISSING,
                   _ ("%s : aucun contenu n’est installé. Installez-en un : parvisctl content install DOSSIER."), path);
      return NULL;
    }
  note_file (&info, self); /* before it is opened: a swap in between makes it stale at worst */
  return load (self, error) ? g_steal_pointer (&self) : NULL;
}

void
parvis_catalog_free (ParvisCatalog *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->searches, g_ptr_array_unref);
  sqlite3_close (self->handle);
  g_strfreev (self->languages);
  g_free (self->path);
  g_free (self);
}

gint64
parvis_catalog_version (ParvisCatalog *self)
{
  return self->version;
}

gint64
parvis_catalog_expires (ParvisCatalog *self)
{
  return self->expires;
}

static gboolean
find_language (ParvisCatalog *self, const char *language, gsize length, guint *position)
{
  for (*position = 0; self->languages[*position] != NULL; (*position)++)
    if (strlen (self->languages[*position]) == length && strncmp (self->languages[*position], language, length) == 0)
      return TRUE;
  return FALSE;
}

guint
parvis_catalog_language (ParvisCatalog *self, const char *language)
{
  guint position;

  if (language != NULL
      && (find_language (self, language, strlen (language), &position)
          || find_language (self, language, strcspn (language, "-_"), &position)))
    return position;
  return 0; /* French is always the first */
}

void
parvis_catalog_set_unknown (const char *id, GError **error)
{
  g_set_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_UNKNOWN,
               _ ("« %.80s » n’est pas dans le contenu installé."), id);
}

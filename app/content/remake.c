/* SPDX-License-Identifier: EUPL-1.2
 *
 * A catalogue of another Parvis, made again out of the bundle that is kept: after an update of the program (or the way
 * back to the one before it) a kiosk shows what it showed, and nobody has to come.
 */
#include "app/content/bundle.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/content/fault.h"
#include "app/content/import.h"
#include "app/content/install-private.h"
#include "app/content/keep.h"
#include "app/content/served.h"

typedef struct
{
  const char *catalog_path, *root, *ca_file;
} Remaking;

/* (transfer full) (nullable) */
static char *
find_bundle (const char *catalog_path, const char *root, gint64 version)
{
  g_autofree char *fetched = root != NULL ? g_strdup_printf ("%s/%" G_GINT64_FORMAT, root, version) : NULL;
  char *kept = version > 0 ? parvis_keep_find (catalog_path, version) : NULL;

  if (kept != NULL || version <= 0)
    return kept;
  return fetched != NULL && g_file_test (fetched, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&fetched) : NULL;
}

static gboolean
make_of (const Remaking *self, const char *folder, gint64 version, gint64 made_at, const char *fresh, GError **error)
{
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (ParvisTree) tree = parvis_tree_open (folder, faults, error);
  const ParvisInstallRules rules = { .ca_file = self->ca_file, .floor = version - 1, .taken_at = made_at };
  g_autoptr (ParvisManifest) manifest
      = tree != NULL ? parvis_install_judge (tree, faults, folder, &rules, NULL, error) : NULL;

  if (manifest == NULL)
    return FALSE;
  if (manifest->version == version)
    return parvis_import (tree, fresh, error);
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
               _ ("%s contient la version %" G_GINT64_FORMAT ". Installez de nouveau le contenu : parvisctl content "
                  "install DOSSIER."),
               folder, manifest->version);
  return FALSE;
}

/* @path: the catalogue, or the one before it. */
static gboolean
remake (const Remaking *self, const char *path, gint64 version, gint64 made_at, GError **error)
{
  g_autofree char *folder = find_bundle (self->catalog_path, self->root, version);
  g_autofree char *fresh = g_strconcat (path, ".remade", NULL);
  gboolean ok;

  if (folder == NULL)
    {
      g_set_error (
          error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_MISSING,
          _ ("%s ne peut pas être refait : la borne n’en a pas gardé l’original. Installez de nouveau le contenu "
             "(parvisctl content install DOSSIER), ou publiez-en une version plus récente."),
          path);
      return FALSE;
    }
  ok = make_of (self, folder, version, made_at, fresh, error) && parvis_install_rename (fresh, path, error);
  if (!ok)
    g_unlink (fresh);
  return ok;
}

/* Without it, nothing can be restored; everything else goes on. */
static void
remake_previous (const Remaking *self)
{
  g_autofree char *path = parvis_install_previous (self->catalog_path);
  const ParvisServed previous = parvis_served_look (path);
  g_autoptr (GError) error = NULL;

  if (previous.state == PARVIS_SERVED_FOREIGN && !remake (self, path, previous.version, previous.made_at, &error))
    g_message ("%s", error->message);
}

/* Somebody else may have been faster. */
static gboolean
remake_served (const Remaking *self, gint64 otherwise, GError **error)
{
  const ParvisServed served = parvis_served_look (self->catalog_path);
  gint64 version = served.version > 0 ? served.version : otherwise;

  if (served.state == PARVIS_SERVED_SOUND)
    return TRUE;
  return remake (self, self->catalog_path, version > 0 ? version : parvis_keep_latest (self->catalog_path),
                 served.made_at, error);
}

gboolean
parvis_bundle_remake (const char *catalog_path, const char *root, gint64 otherwise, const char *ca_file, GError **error)
{
  const Remaking self = { catalog_path, root, ca_file };
  int lock = parvis_install_lock (catalog_path, error);
  gboolean ok;

  if (lock < 0)
    return FALSE;
  ok = remake_served (&self, otherwise, error);
  if (ok)
    remake_previous (&self);
  close (lock);
  return ok;
}

gboolean
parvis_bundle_is_kept (const char *catalog_path, const char *root)
{
  const ParvisServed served = parvis_served_look (catalog_path);
  g_autofree char *folder = find_bundle (catalog_path, root, served.version);

  return folder != NULL;
}

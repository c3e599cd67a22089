/* SPDX-License-Identifier: EUPL-1.2
 *
 * Trust first, then soundness, then one rename: at any instant the catalogue under its name is the old one or
 * the new one, whole.
 */
#define _GNU_SOURCE /* renameat2 */
#include "app/content/catalog.h"
#include "app/content/check.h"
#include "app/content/import.h"
#include "app/content/install-private.h"
#include "app/content/keep.h"
#include "app/content/manifest.h"
#include "app/content/served.h"
#include "sync/base/json.h"
#include "sync/pki/pki.h"
#include "sync/seal/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#define NEXT     ".next"     /* imported, and waiting for a moment between two sessions */
#define PREVIOUS ".previous" /* what was served before */

/* ---- trust ---- */

static GBytes *
read_signed (ParvisTree *tree, const char *name, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GBytes *bytes = parvis_tree_read (tree, name, &problem);

  if (bytes == NULL)
    g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
                 _ ("%s manque ou n’est pas lisible : ce contenu n’est pas signé. Signez-le : parvisctl "
                    "content sign DOSSIER."),
                 name);
  return bytes;
}

void
parvis_install_signed_clear (ParvisInstallSigned *self)
{
  g_clear_pointer (&self->manifest, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
}

static ParvisManifest *
verify_signature (ParvisTree *tree, const ParvisInstallRules *rules, ParvisInstallSigned *sealed, GError **error)
{
  GBytes *manifest = sealed->manifest = read_signed (tree, "manifest.json", error);
  GBytes *signature = sealed->signature = manifest != NULL ? read_signed (tree, "manifest.p7s", error) : NULL;
  g_autoptr (GError) problem = NULL;

  if (signature == NULL)
    return NULL;
  if (parvis_signature_verify_at (manifest, signature, rules->ca_file, PARVIS_OID_CONTENT, rules->taken_at, &problem))
    return parvis_manifest_parse (manifest, error);
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
               _ ("la signature du contenu n’est pas acceptée : %s. Faites-le signer par le certificat de "
                  "contenu de la commune."),
               problem->message);
  return NULL;
}

static gboolean
accept_manifest (const ParvisManifest *manifest, const ParvisInstallRules *rules, GError **error)
{
  if (manifest->version <= rules->floor)
    {
      g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_OLDER,
                   _ ("ce contenu est la version %" G_GINT64_FORMAT ", la borne a déjà la version %" G_GINT64_FORMAT
                      ". Augmentez « version » dans bundle.json et signez de nouveau."),
                   manifest->version, rules->floor);
      return FALSE;
    }
  if (manifest->expires > rules->now)
    return TRUE;
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_EXPIRED,
               _ ("ce contenu est périmé. Repoussez « expires » dans bundle.json et signez de nouveau, ou "
                  "mettez l’horloge à l’heure."));
  return FALSE;
}

/* The manifest is what was judged; bundle.json is what is imported. */
static gboolean
agree (const ParvisManifest *manifest, ParvisTree *tree, GError **error)
{
  JsonObject *bundle = parvis_json_node_object (parvis_tree_json (tree, "bundle.json"));
  g_autoptr (GDateTime) expires = g_date_time_new_from_iso8601 (parvis_json_string (bundle, "expires"), NULL);

  if (json_object_get_int_member (bundle, "version") == manifest->version && expires != NULL
      && g_date_time_to_unix (expires) == manifest->expires)
    return TRUE;
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
               _ ("manifest.json et bundle.json ne disent pas la même version. Signez de nouveau le contenu."));
  return FALSE;
}

static gboolean
check_sound (ParvisTree *tree, GPtrArray *faults, const char *folder, GError **error)
{
  const ParvisBundleFault *first;

  if (!parvis_check_tree (tree, faults, error))
    return FALSE;
  if (faults->len == 0)
    return TRUE;
  first = faults->pdata[0];
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_INVALID,
               _ ("%s a des fautes, dont %s:%s : %s. Voyez-les : parvisctl content check %s"), folder, first->file,
               first->pointer, first->message, folder);
  return FALSE;
}

/* ---- the swap ---- */

static gboolean
set_failed (GError **error, const char *path)
{
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
               _ ("%s ne peut pas être écrit (%s). Vérifiez les droits du dossier et la place libre."), path,
               g_strerror (errno));
  return FALSE;
}

/* Two would write the same new file. The lock goes with the descriptor. */
int
parvis_install_lock (const char *catalog_path, GError **error)
{
  g_autofree char *path = g_strconcat (catalog_path, ".lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

  if (fd < 0)
    {
      set_failed (error, path);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  close (fd);
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
               _ ("une autre installation de contenu est en cours. Attendez qu’elle finisse."));
  return -1;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    set_failed (error, folder);
  if (fd >= 0)
    close (fd);
  return ok;
}

/* The name of a file beside the catalogue. */
static char *
beside (const char *catalog_path, const char *ending)
{
  return g_strconcat (catalog_path, ending, NULL);
}

char *
parvis_install_previous (const char *catalog_path)
{
  return beside (catalog_path, PREVIOUS);
}

/* What is served goes on being served, under another name, too. */
static gboolean
keep_served (const char *catalog_path, GError **error)
{
  g_autofree char *previous = beside (catalog_path, PREVIOUS);
  g_autofree char *link_name = beside (catalog_path, PREVIOUS ".new");

  if (!g_file_test (catalog_path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_unlink (link_name); /* what an interrupted installation left */
  if (link (catalog_path, link_name) != 0)
    return set_failed (error, link_name);
  return g_rename (link_name, previous) == 0 || set_failed (error, previous);
}

gboolean
parvis_install_rename (const char *fresh, const char *path, GError **error)
{
  if (g_rename (fresh, path) != 0)
    return set_failed (error, path);
  return sync_folder (path, error);
}

static gboolean
put_in_place (const char *fresh, const char *catalog_path, GError **error)
{
  return keep_served (catalog_path, error) && parvis_install_rename (fresh, catalog_path, error);
}

static gboolean
make (ParvisTree *tree, const char *fresh, GError **error)
{
  if (parvis_import (tree, fresh, error))
    return TRUE;
  g_unlink (fresh);
  return FALSE;
}

ParvisManifest *
parvis_install_judge (ParvisTree *tree, GPtrArray *faults, const char *folder, const ParvisInstallRules *rules,
                      ParvisInstallSigned *sealed, GError **error)
{
  g_auto (ParvisInstallSigned) own = { 0 };
  g_autoptr (ParvisManifest) manifest = verify_signature (tree, rules, sealed != NULL ? sealed : &own, error);

  if (manifest == NULL || !accept_manifest (manifest, rules, error) || !parvis_manifest_covers (manifest, tree, error))
    return NULL;
  parvis_tree_set_sums (tree, manifest->sums); /* from here on, only signed bytes are read */
  return parvis_tree_verify (tree, error) && check_sound (tree, faults, folder, error) && agree (manifest, tree, error)
             ? g_steal_pointer (&manifest)
             : NULL;
}

/* ---- public ---- */

typedef struct
{
  const char *folder, *ca_file, *catalog_path;
  gint64 now;
  gboolean at_once; /* for somebody who brought it and takes it away again: the bundle is kept, the catalogue swapped */
} Installation;

/* @fresh is the catalogue of it, beside the one that serves. */
static gboolean
prepare_tree (const Installation *self, ParvisTree *tree, GPtrArray *faults, const char *fresh, GError **error)
{
  const ParvisServed served = parvis_served_look (self->catalog_path);
  const ParvisInstallRules rules
      = { .ca_file = self->ca_file, .floor = parvis_served_floor (&served), .now = self->now };
  g_auto (ParvisInstallSigned) sealed = { 0 };
  g_autoptr (ParvisManifest) manifest = parvis_install_judge (tree, faults, self->folder, &rules, &sealed, error);

  return manifest != NULL
         && (!self->at_once || parvis_keep_bundle (self->catalog_path, tree, &sealed, manifest->version, error))
         && make (tree, fresh, error);
}

static gboolean
prepare (const Installation *self, const char *ending, GError **error)
{
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (ParvisTree) tree = parvis_tree_open (self->folder, faults, error);
  g_autofree char *fresh = beside (self->catalog_path, ending);
  int lock = tree != NULL ? parvis_install_lock (self->catalog_path, error) : -1;
  gboolean ok;

  if (lock < 0)
    return FALSE;
  ok = prepare_tree (self, tree, faults, fresh, error)
       && (!self->at_once || put_in_place (fresh, self->catalog_path, error));
  if (self->at_once)
    parvis_keep_tidy (self->catalog_path);
  close (lock);
  return ok;
}

gboolean
parvis_bundle_install (const char *folder, const char *ca_file, const char *catalog_path, gint64 now, GError **error)
{
  const Installation self = { folder, ca_file, catalog_path, now, TRUE };

  return prepare (&self, ".new", error);
}

gboolean
parvis_bundle_prepare (const char *folder, const char *ca_file, const char *catalog_path, gint64 now, GError **error)
{
  const Installation self = { folder, ca_file, catalog_path, now, FALSE };

  return prepare (&self, NEXT, error);
}

/* What was prepared is still that, and above what serves. */
static gboolean
is_next (const char *fresh, const char *catalog_path, gint64 version)
{
  const ParvisServed next = parvis_served_look (fresh), served = parvis_served_look (catalog_path);

  return next.state == PARVIS_SERVED_SOUND && next.version == version && parvis_served_floor (&served) < version;
}

gboolean
parvis_bundle_commit (const char *catalog_path, gint64 version, GError **error)
{
  g_autofree char *fresh = beside (catalog_path, NEXT);
  int lock = parvis_install_lock (catalog_path, error);
  gboolean ok = FALSE;

  if (lock < 0)
    return FALSE;
  if (is_next (fresh, catalog_path, version))
    ok = put_in_place (fresh, catalog_path, error);
  else
    g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_OLDER,
                 _ ("ce qui a été préparé n’est plus plus récent que ce que la borne montre."));
  if (ok)
    parvis_keep_tidy (catalog_path);
  else
    g_unlink (fresh);
  close (lock);
  return ok;
}

static gboolean
has_previous (const ParvisServed *previous, GError **error)
{
  if (previous->state == PARVIS_SERVED_SOUND)
    return TRUE;
  if (previous->state == PARVIS_SERVED_FOREIGN)
    g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
                 _ ("le contenu précédent (version %" G_GINT64_FORMAT
                    ") a été préparé par une autre version de Parvis, et ne peut plus être remis. Publiez-le ou "
                    "installez-le de nouveau sous un numéro plus grand."),
                 previous->version);
  else
    g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
                 _ ("il n’y a pas de contenu précédent à remettre. Installez-en un : parvisctl content install "
                    "DOSSIER."));
  return FALSE;
}

static gboolean
exchange (const char *catalog_path, gint64 *set_aside, gint64 *restored, GError **error)
{
  g_autofree char *path = parvis_install_previous (catalog_path);
  const ParvisServed previous = parvis_served_look (path);

  *restored = previous.version;
  *set_aside = parvis_served_look (catalog_path).version;
  if (!has_previous (&previous, error))
    return FALSE;
  if (renameat2 (AT_FDCWD, path, AT_FDCWD, catalog_path, RENAME_EXCHANGE) == 0)
    return sync_folder (catalog_path, error);
  if (errno == ENOENT && g_rename (path, catalog_path) == 0) /* nothing is served any more */
    return sync_folder (catalog_path, error);
  return set_failed (error, catalog_path);
}

gboolean
parvis_bundle_restore (const char *catalog_path, gint64 *set_aside, gint64 *restored, GError **error)
{
  int lock = parvis_install_lock (catalog_path, error);
  gboolean ok = lock >= 0 && exchange (catalog_path, set_aside, restored, error);

  if (lock >= 0)
    close (lock);
  return ok;
}

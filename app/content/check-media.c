/* SPDX-License-Identifier: EUPL-1.2
 *
 * Pictures are decoded here, by the library that will show them, so that a broken one is found by who
 * publishes it.
 */
#include "app/content/check.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define SIDE_MAX   6000
#define DRAWN_SIDE 256 /* a drawing is rendered at this size: enough to know that it can be */

static const struct
{
  const char *ending;
  const char *type;
} types[] = { { ".svg", "svg" }, { ".png", "png" }, { ".jpg", "jpeg" } };

typedef struct
{
  gboolean drawing;
  gboolean too_large;
} Picture;

static const char *
type_of (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (path, types[i].ending))
      return types[i].type;
  return NULL;
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Picture *picture = user_data;

  if (picture->drawing)
    {
      gdk_pixbuf_loader_set_size (loader, DRAWN_SIDE, DRAWN_SIDE);
      return;
    }
  picture->too_large = width > SIDE_MAX || height > SIDE_MAX;
  if (picture->too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0); /* the loader gives up before it makes room */
}

/* %FALSE with no @error: too large. */
static gboolean
decode (GdkPixbufLoader *loader, Picture *picture, GBytes *bytes, GError **error)
{
  gboolean ok;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), picture);
  ok = gdk_pixbuf_loader_write_bytes (loader, bytes, error);
  if (!gdk_pixbuf_loader_close (loader, ok ? error : NULL))
    ok = FALSE;
  return ok && gdk_pixbuf_loader_get_pixbuf (loader) != NULL;
}

static void
check_picture (const char *path, GdkPixbufLoader *loader, GBytes *bytes, GPtrArray *faults)
{
  Picture picture = { .drawing = g_str_has_suffix (path, ".svg") };
  g_autoptr (GError) problem = NULL;
  gboolean ok = decode (loader, &picture, bytes, &problem);

  if (picture.too_large)
    parvis_faults_take (faults, path, "", g_strdup_printf (_ ("cette image dépasse %d points de côté"), SIDE_MAX),
                        g_strdup (_ ("Réduisez-la : 2000 points de large suffisent à l’écran.")));
  else if (!ok)
    parvis_faults_take (
        faults, path, "",
        g_strdup_printf (_ ("cette image ne peut pas être lue : %s"), problem != NULL ? problem->message : "?"),
        g_strdup (_ ("Enregistrez-la de nouveau, dans le format que dit son nom.")));
}

static gboolean
check_file (ParvisTree *tree, const char *path, GPtrArray *faults, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = parvis_tree_read (tree, path, &problem);
  g_autoptr (GdkPixbufLoader) loader = NULL;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      parvis_faults_add (faults, path, "",
                         bytes == NULL ? problem->message : _ ("cette image ne peut pas être lue : elle est vide"),
                         _ ("Remettez ce fichier."));
      return TRUE;
    }
  loader = gdk_pixbuf_loader_new_with_type (type_of (path), error);
  if (loader == NULL)
    {
      g_prefix_error (error, _ ("%s : cette machine ne sait pas lire ce format, installez librsvg2-common : "), path);
      return FALSE;
    }
  check_picture (path, loader, bytes, faults);
  return TRUE;
}

gboolean
parvis_check_media (ParvisTree *tree, GPtrArray *faults, GError **error)
{
  GPtrArray *paths = parvis_tree_paths (tree);

  for (guint i = 0; i < paths->len; i++)
    if (g_str_has_prefix (paths->pdata[i], "media/") && !check_file (tree, paths->pdata[i], faults, error))
      return FALSE;
  return TRUE;
}

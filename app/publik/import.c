/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/import.h"

#include "app/publik/folder.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_FORMS 1000

void
parvis_publik_summary_clear (ParvisPublikSummary *summary)
{
  g_clear_pointer (&summary->report, g_free);
}

static gboolean G_GNUC_PRINTF (2, 3) fail (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_FAILED, message);
  return FALSE;
}

static gboolean
add_folders (WcsLibrary *library, const char *const *blocks, const char *const *datasources, GError **error)
{
  for (guint i = 0; blocks != NULL && blocks[i] != NULL; i++)
    if (!g_file_test (blocks[i], G_FILE_TEST_IS_DIR))
      return fail (error, _ ("%s : ce dossier de blocs n’existe pas. Vérifiez --blocks."), blocks[i]);
    else if (!wcs_library_add_blocks (library, blocks[i], error))
      return FALSE;
  for (guint i = 0; datasources != NULL && datasources[i] != NULL; i++)
    if (!g_file_test (datasources[i], G_FILE_TEST_IS_DIR))
      return fail (error, _ ("%s : ce dossier de sources n’existe pas. Vérifiez --datasources."), datasources[i]);
    else if (!wcs_library_add_sources (library, datasources[i], error))
      return FALSE;
  return TRUE;
}

/* What lies beside a form: ../blocks and ../datasources, once each. */
static gboolean
add_neighbours (WcsLibrary *library, GHashTable *seen, const WcsForm *form, GError **error)
{
  g_autofree char *package = g_canonicalize_filename (form->package, NULL);
  if (!g_hash_table_add (seen, g_strdup (package)))
    return TRUE;
  g_autofree char *blocks = g_build_filename (package, "blocks", NULL);
  g_autofree char *datasources = g_build_filename (package, "datasources", NULL);
  return wcs_library_add_blocks (library, blocks, error) && wcs_library_add_sources (library, datasources, error);
}

static GPtrArray *
load_forms (const ParvisPublikOptions *options, WcsLibrary *library, GError **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_form_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!add_folders (library, options->blocks, options->datasources, error))
    return NULL;
  for (guint i = 0; options->files[i] != NULL; i++)
    {
      WcsForm *form = i < MAX_FORMS ? wcs_form_load (options->files[i], "formdef", error) : NULL;
      if (form == NULL)
        {
          if (i >= MAX_FORMS)
            fail (error, _ ("%s : trop de formulaires d’un coup. Importez-en moins à la fois."), options->files[i]);
          return NULL;
        }
      g_ptr_array_add (forms, form);
      if (!add_neighbours (library, seen, form, error))
        return NULL;
    }
  return g_steal_pointer (&forms);
}

/* What was said with --set, and the commune's name under the name that forms give it. Keys and values not
 * owned. */
static GHashTable *
known_settings (const ParvisPublikOptions *options)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name, text;
  if (options->commune != NULL)
    g_hash_table_insert (known, (gpointer) "commune_name", (gpointer) options->commune);
  if (options->settings == NULL)
    return known;
  g_hash_table_iter_init (&iter, options->settings);
  while (g_hash_table_iter_next (&iter, &name, &text))
    g_hash_table_insert (known, name, text);
  return known;
}

static GPtrArray *
convert_forms (const ParvisPublikOptions *options, const GPtrArray *forms, WcsLibrary *library, GHashTable *lists)
{
  g_autoptr (GHashTable) known = known_settings (options);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *controller = options->commune == NULL
                                    ? g_strdup (_ ("La commune."))
                                    : g_strdup_printf (_ ("La commune de %.200s."), options->commune);
  WcsConvertContext context = { library, known, controller, lists, ids };
  GPtrArray *conversions = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_conversion_free);
  for (guint i = 0; i < forms->len; i++)
    g_ptr_array_add (conversions, wcs_convert (g_ptr_array_index (forms, i), &context));
  return conversions;
}

static gboolean
write_report (const char *base, const GPtrArray *conversions, ParvisPublikSummary *summary, GError **error)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new ();
  WcsCount sum = { 0 };
  for (guint i = 0; i < conversions->len; i++)
    {
      WcsReport *report = ((WcsConversion *) g_ptr_array_index (conversions, i))->report;
      g_ptr_array_add (reports, report);
      wcs_count_add (&sum, &report->conditions);
      summary->fields += report->fields;
      summary->remarks += report->remarks->len;
    }
  summary->forms = reports->len;
  summary->conditions = sum.total;
  summary->exact = sum.exact;
  summary->on_free_text = sum.on_free_text;
  summary->leaning = sum.leaning;
  summary->untranslated = sum.untranslated;
  summary->report = g_strconcat (base, ".txt", NULL);
  g_autofree char *json_path = g_strconcat (base, ".json", NULL);
  g_autofree char *text = wcs_reports_to_text (reports);
  g_autoptr (JsonNode) json = wcs_reports_to_json (reports);
  return wcs_folder_write_json (json_path, json, error) && g_file_set_contents (summary->report, text, -1, error);
}

/* What was begun and will not be finished. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  for (const char *name = dir == NULL ? NULL : g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static gboolean
check_out (const char *out, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (out);
  if (g_file_test (out, G_FILE_TEST_EXISTS))
    return fail (error, _ ("%s existe déjà. Choisissez un autre dossier, ou retirez celui-ci."), out);
  if (!g_file_test (parent, G_FILE_TEST_IS_DIR))
    return fail (error, _ ("%s n’existe pas. Créez-le d’abord."), parent);
  return TRUE;
}

static gboolean
write_all (const ParvisPublikOptions *options, const char *out, const GPtrArray *conversions, GHashTable *lists,
           ParvisPublikSummary *summary, GError **error)
{
  g_autofree char *working = g_strconcat (out, ".XXXXXX", NULL);
  if (g_mkdtemp_full (working, 0755) == NULL)
    return fail (error, _ ("%s ne peut pas être créé. Vérifiez les droits et la place."), working);
  g_autofree char *usual = g_strconcat (out, "-rapport", NULL);
  gboolean done = wcs_folder_write (working, conversions, lists, options->commune, error)
                  && write_report (options->report != NULL ? options->report : usual, conversions, summary, error);
  if (done && g_rename (working, out) != 0)
    done = fail (error, _ ("%s ne peut pas être mis en place. Vérifiez les droits."), out);
  if (!done)
    remove_tree (working);
  return done;
}

gboolean
parvis_publik_import (const ParvisPublikOptions *options, ParvisPublikSummary *summary, GError **error)
{
  memset (summary, 0, sizeof *summary);
  g_autofree char *out = g_canonicalize_filename (options->out, NULL);
  g_autoptr (WcsLibrary) library = wcs_library_new ();
  if (!check_out (out, error))
    return FALSE;
  g_autoptr (GPtrArray) forms = load_forms (options, library, error);
  if (forms == NULL)
    return FALSE;
  g_autoptr (GHashTable) lists
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  g_autoptr (GPtrArray) conversions = convert_forms (options, forms, library, lists);
  return write_all (options, out, conversions, lists, summary, error);
}

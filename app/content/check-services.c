/* SPDX-License-Identifier: EUPL-1.2
 *
 * Fiches: chapters that say something, tables whose rows are as wide as their head, publics each once.
 */
#include "app/content/check.h"

#include "sync/base/json.h"

#include <glib/gi18n-lib.h>

static void
check_table (const char *path, const char *base, JsonObject *table, GPtrArray *faults)
{
  guint width = json_array_get_length (parvis_json_array (table, "head"));
  JsonArray *rows = parvis_json_array (table, "rows");

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      guint cells = json_array_get_length (json_array_get_array_element (rows, i));
      g_autofree char *pointer = g_strdup_printf ("%s/table/rows/%u", base, i);

      if (cells != width)
        parvis_faults_take (
            faults, path, pointer,
            g_strdup_printf (_ ("cette ligne a %u cases, et l’en-tête du tableau en a %u"), cells, width),
            g_strdup (_ ("Donnez à chaque ligne autant de cases que l’en-tête ; « — » dit qu’il n’y a rien.")));
    }
}

static void
check_chapters (const char *path, JsonArray *chapters, GPtrArray *faults)
{
  for (guint i = 0; chapters != NULL && i < json_array_get_length (chapters); i++)
    {
      JsonObject *chapter = json_array_get_object_element (chapters, i);
      JsonObject *table = parvis_json_object (chapter, "table");
      g_autofree char *base = g_strdup_printf ("/chapters/%u", i);

      if (table != NULL)
        check_table (path, base, table, faults);
      else if (!json_object_has_member (chapter, "text"))
        parvis_faults_add (faults, path, base, _ ("cette partie n’a ni texte ni tableau"),
                           _ ("Écrivez « text » ou « table », ou retirez-la."));
    }
}

void
parvis_check_services (ParvisTree *tree, GPtrArray *faults)
{
  GPtrArray *paths = parvis_tree_paths (tree);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = paths->pdata[i];
      JsonObject *service
          = g_str_has_prefix (path, "services/") ? parvis_json_node_object (parvis_tree_json (tree, path)) : NULL;

      check_chapters (path, parvis_json_array (service, "chapters"), faults);
      parvis_check_unique_strings (parvis_json_array (service, "publics"), path, "/publics", faults);
    }
}

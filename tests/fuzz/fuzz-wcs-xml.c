/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as the export of a form: refused, or converted into a démarche whose JSON can be written.
 */
#include "app/publik/convert.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
convert (const WcsForm *form)
{
  g_autoptr (WcsLibrary) library = wcs_library_new ();
  g_autoptr (GHashTable) given = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lists
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WcsConvertContext context = { library, given, "La commune.", lists, ids };
  g_autoptr (WcsConversion) conversion = wcs_convert (form, &context);
  g_autofree char *json = json_to_string (conversion->demarche, FALSE);
  if (json == NULL || !g_utf8_validate (json, -1, NULL))
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (WcsForm) form = wcs_form_parse ((const char *) data, size, "fuzz.wcs", "formdef", NULL);
  if (form != NULL)
    convert (form);
  return 0;
}

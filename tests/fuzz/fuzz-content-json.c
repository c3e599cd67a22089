/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes, read as JSON and judged by every schema: no crash, no hang, and a verdict that does not depend
 * on who listens.
 */
#include "app/content/fault.h"
#include "sync/base/json.h"
#include "app/content/schema.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
count_visit (const char *definition, const char *pointer, JsonNode *instance, gpointer user_data)
{
  ++*(guint *) user_data;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static ParvisSchemas *schemas; /* as long as the process: loading them is not what is tested */
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (JsonNode) node = parvis_json_read (bytes, PARVIS_JSON_BYTES, NULL);
  g_autoptr (GList) names = NULL;

  if (node == NULL)
    return 0;
  if (schemas == NULL)
    schemas = parvis_schemas_new ();
  names = parvis_schemas_names (schemas);
  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autoptr (GPtrArray) faults = parvis_faults_new ();
      guint visits = 0;
      gboolean ok = parvis_schemas_validate (schemas, name->data, node, "x", faults, count_visit, &visits);

      g_assert_cmpint (ok, ==, faults->len == 0);
    }
  return 0;
}

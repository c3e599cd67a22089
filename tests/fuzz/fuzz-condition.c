/* SPDX-License-Identifier: EUPL-1.2
 *
 * A condition from anywhere: read, and held against answers of every kind.
 */
#include "app/demarche/condition.h"
#include "sync/base/json.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const ParvisValue *
any_value (const char *id, gpointer values)
{
  return parvis_value_item (values, g_str_hash (id) % 8); /* past the end: nothing */
}

static const char *
any_label (const char *id, const ParvisValue *value, gpointer values)
{
  return id[0] == 'a' ? "Locataire" : NULL;
}

static ParvisValue *
make_values (void)
{
  g_autoptr (JsonNode) node = json_from_string (
      "[\"texte\", \"2026-03-12\", 12.5, true, [\"a\", \"b\"], {\"line\": \"1 rue A\"}, \"1 234,5\"]", NULL);

  return parvis_value_from_json (node, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ParvisValue) values = make_values ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (JsonNode) node = parvis_json_read (bytes, 65536, NULL);
  g_autoptr (ParvisCondition) condition = node != NULL ? parvis_condition_parse (node, NULL) : NULL;
  ParvisConditionScope scope = { any_value, any_label, any_value, 739942, values };
  g_autoptr (GPtrArray) fields = NULL;

  if (condition == NULL)
    return 0;
  parvis_condition_holds (condition, &scope);
  fields = parvis_condition_fields (condition);
  g_assert (fields->len <= 512);
  return 0;
}

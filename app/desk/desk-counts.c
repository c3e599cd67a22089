/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the desk counts, and what it lets the screen count.
 */
#include "app/desk/desk-private.h"

void
parvis_desk_count (ParvisDesk *self, ParvisCountEvent event, const char *subject, const char *detail)
{
  if (self->counts != NULL)
    parvis_counts_add (self->counts, event, subject, detail);
}

static char *
opinion_key (const char *kind, const char *subject)
{
  return g_strdup_printf ("%s:%s", kind, subject);
}

gboolean
parvis_desk_has_opinion (ParvisDesk *self, const char *kind, const char *subject)
{
  g_autofree char *key = opinion_key (kind, subject);

  return g_hash_table_contains (self->opinions, key);
}

gboolean
parvis_desk_count_opinion (ParvisDesk *self, ParvisCountEvent event, const char *kind, const char *subject,
                           const char *detail)
{
  if (!g_hash_table_add (self->opinions, opinion_key (kind, subject)))
    return FALSE;
  parvis_desk_count (self, event, subject, detail);
  return TRUE;
}

void
parvis_desk_count_trouble (ParvisDesk *self, const char *device, ParvisPrinterTrouble trouble)
{
  g_autoptr (GEnumClass) troubles = g_type_class_ref (PARVIS_TYPE_PRINTER_TROUBLE);
  const GEnumValue *value = g_enum_get_value (troubles, (int) trouble);

  if (trouble != PARVIS_PRINTER_OK && value != NULL)
    parvis_desk_count (self, PARVIS_COUNT_DEVICE_FAILURE, device, value->value_nick);
}

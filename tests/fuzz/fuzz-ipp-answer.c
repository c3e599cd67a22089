/* SPDX-License-Identifier: EUPL-1.2
 *
 * Answers of a server or of a printer, read as the printer driver reads them: any attribute missing, of a wrong type,
 * or twice.
 */
#include <string.h>

#include "drivers/printer/ipp-attributes.h"
#include "drivers/printer/ipp-state.h"

typedef struct
{
  const guint8 *data;
  gsize left;
} Source;

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static ssize_t
read_some (void *context, ipp_uchar_t *buffer, size_t bytes)
{
  Source *source = context;
  gsize count = MIN (bytes, source->left);

  if (count > 0)
    memcpy (buffer, source->data, count);
  source->data += count;
  source->left -= count;
  return (ssize_t) count;
}

static void
count_job (int job, const char *name, gpointer user_data)
{
  g_assert_cmpint (job, >, 0);
  ++*(guint *) user_data;
}

/* Bounded, valid, and nothing both true and unknown. */
static void
read_printer (ipp_t *answer)
{
  g_autoptr (ParvisPrinterAbilities) abilities = parvis_ipp_abilities (answer);
  g_autoptr (GArray) subscriptions = parvis_ipp_subscriptions_marked (answer, "parvis");

  parvis_ipp_condition (answer, PARVIS_REASONS_OF_PRINTER);
  parvis_ipp_condition (answer, PARVIS_REASONS_OF_SERVER);
  g_assert_cmpuint (g_strv_length (abilities->media), <=, 64);
  g_assert_true (abilities->model == NULL || g_utf8_validate (abilities->model, -1, NULL));
  g_assert_true (parvis_printer_abilities_equal (abilities, abilities));
  parvis_printer_abilities_take (abilities, PARVIS_MEDIA_NAME_A4);
  for (guint i = 0; i < subscriptions->len; i++)
    g_assert_cmpint (g_array_index (subscriptions, int, i), >, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Source source = { data, size };
  g_autoptr (ipp_t) answer = ippNew ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) jobs = NULL;
  g_auto (GStrv) reasons = NULL;
  g_autofree char *uri = NULL;
  guint count = 0;

  ippReadIO (&source, read_some, 1, NULL, answer); /* an answer that breaks off is read up to there */
  g_hash_table_add (names, (gpointer) "Parvis 12345678");
  reasons = parvis_ipp_strings (answer, "printer-state-reasons");
  parvis_reasons_to_trouble ((const char *const *) reasons, PARVIS_REASONS_OF_PRINTER);
  parvis_reasons_to_trouble ((const char *const *) reasons, PARVIS_REASONS_OF_SERVER);
  parvis_ipp_integer (answer, "printer-state", 0);
  parvis_ipp_boolean (answer, "printer-is-accepting-jobs", TRUE);
  read_printer (answer);
  uri = parvis_ipp_string (answer, "device-uri");
  parvis_ipp_each_job (answer, count_job, &count);
  jobs = parvis_ipp_jobs_named (answer, names);
  g_assert_cmpuint (jobs->len, <=, count);
  return 0;
}

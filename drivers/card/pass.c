/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/pass.h"

#include <string.h>

char *
parvis_pass_uid_digest (GBytes *uid, const char *key)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (uid, &length);

  return g_compute_hmac_for_data (G_CHECKSUM_SHA256, (const guint8 *) key, strlen (key), data, length);
}

/* %NULL: no number that we take. */
static char *
take_number (const ParvisPassRule *rule, const char *text, gsize length)
{
  if (length < (gsize) rule->number_skip + rule->number_length)
    return NULL;
  text += rule->number_skip;
  length = rule->number_length > 0 ? rule->number_length : length - rule->number_skip;
  if (length > PARVIS_PASS_NUMBER_MAX)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || strchr ("-_.~", text[i]) == NULL))
      return NULL;
  return g_strndup (text, length);
}

static char *
match_record (const ParvisPassRule *rule, const ParvisNdefRecord *record)
{
  if (record->kind == PARVIS_NDEF_URI && rule->uri_prefix != NULL && *rule->uri_prefix != '\0'
      && g_str_has_prefix (record->text, rule->uri_prefix))
    return take_number (rule, record->text + strlen (rule->uri_prefix),
                        strlen (record->text) - strlen (rule->uri_prefix));
  if (record->kind == PARVIS_NDEF_MIME && g_strcmp0 (record->type, rule->mime_type) == 0)
    return take_number (rule, g_bytes_get_data (record->data, NULL), g_bytes_get_size (record->data));
  return NULL;
}

static char *
match_uid (const ParvisPassRule *rule, GBytes *uid)
{
  g_autofree char *digest = NULL;

  if (uid == NULL || rule->uid_digests == NULL || rule->uid_key == NULL)
    return NULL;
  digest = parvis_pass_uid_digest (uid, rule->uid_key);
  for (gsize i = 0; rule->uid_digests[i] != NULL; i++)
    if (strcmp (rule->uid_digests[i], digest) == 0)
      return g_strdup (rule->uid_numbers != NULL ? rule->uid_numbers[i] : "");
  return NULL;
}

const ParvisPassRule *
parvis_pass_match (const ParvisTag *tag, const ParvisPassRule *rules, gsize length, char **number)
{
  *number = NULL;
  for (gsize i = 0; i < length; i++)
    {
      for (guint record = 0; record < tag->records->len && *number == NULL; record++)
        *number = match_record (&rules[i], g_ptr_array_index (tag->records, record));
      if (*number == NULL)
        *number = match_uid (&rules[i], tag->uid);
      if (*number != NULL)
        return &rules[i];
    }
  return NULL;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/identity.h"

#include <string.h>

static void
wipe_text (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

ParvisIdentity *
parvis_identity_new (void)
{
  return g_new0 (ParvisIdentity, 1);
}

void
parvis_identity_free (ParvisIdentity *self)
{
  if (self == NULL)
    return;
  wipe_text (self->document);
  wipe_text (self->issuer);
  wipe_text (self->number);
  wipe_text (self->name);
  wipe_text (self->given_names);
  wipe_text (self->nationality);
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

char *
parvis_identity_date_to_iso8601 (const ParvisIdentityDate *date)
{
  if (date->year == 0 || date->month == 0 || date->day == 0)
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", date->year, date->month, date->day);
}

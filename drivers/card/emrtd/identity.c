/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/identity.h"

#include "base/secret.h"

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
  parvis_secret_free (self->document);
  parvis_secret_free (self->issuer);
  parvis_secret_free (self->number);
  parvis_secret_free (self->name);
  parvis_secret_free (self->given_names);
  parvis_secret_free (self->nationality);
  parvis_wipe (self, sizeof *self);
  g_free (self);
}

char *
parvis_identity_date_to_iso8601 (const ParvisIdentityDate *date)
{
  if (date->year == 0 || date->month == 0 || date->day == 0)
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", date->year, date->month, date->day);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/birth.h"

#include <string.h>

#define OLDEST (115 * 12) /* months: older than that nobody stands at a kiosk with a valid document */
#define SLACK  1          /* documents are dated a few days before or after */

/* For how many years a document is issued to somebody under eighteen. */
typedef struct
{
  const char *document, *issuer;
  guint8 least, most;
} Validity;

static const Validity validities[] = {
  { "ID", "FRA", 10, 10 }, /* décret 55-1397, article 6 */
  { "P", "FRA", 5, 5 },    /* décret 2005-1726, article 8 */
};
/* Elsewhere: from one year for the smallest to the ten that 9303-2 advises for anybody; longer ones are for the old. */
static const Validity any = { NULL, NULL, 1, 10 };

static const Validity *
validity_of (const ParvisIdentity *identity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (validities); i++)
    if (g_strcmp0 (identity->document, validities[i].document) == 0
        && g_strcmp0 (identity->issuer, validities[i].issuer) == 0)
      return &validities[i];
  return &any;
}

/* A month that is left open is taken as the first. */
static int
months (guint year, guint month)
{
  return (int) (year * 12 + MAX (month, 1));
}

/* Is there a day on which it was issued, to a child already born, and not after today? */
static gboolean
may_be_a_childs (const ParvisIdentity *identity, int birth, int today)
{
  const Validity *validity = validity_of (identity);
  int expiry = months (identity->expiry.year, identity->expiry.month);
  int first = MAX (birth - SLACK, expiry - validity->most * 12),
      last = MIN (today + SLACK, expiry - validity->least * 12);

  return identity->expiry.year == 0 || first <= last;
}

void
parvis_identity_settle_century (ParvisIdentity *identity, guint year, guint month)
{
  int birth = months (identity->birth.year, identity->birth.month), today = months (year, month);

  if (identity->birth.year == 0 || today - (birth - 100 * 12) > OLDEST)
    return;
  identity->century_unsure = may_be_a_childs (identity, birth, today);
  if (!identity->century_unsure)
    identity->birth.year = (guint16) (identity->birth.year - 100);
}

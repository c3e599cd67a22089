/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/address/addresses.h"

G_BEGIN_DECLS

/* Makes a database of addresses from what France publishes. All lists are NULL-terminated, and may be %NULL but where
 * it is said. */
typedef struct
{
  const char *const *addresses; /* CSV of the BAN (addresses or lieux-dits) or of a BAL, maybe gzipped */
  const char *const
      *communes; /* geo.api.gouv.fr's JSON, or as démarche.numerique.gouv.fr keeps it: the names of communes */
  const char *const *postcodes; /* La Poste's CSV (base officielle des codes postaux): further postcodes of communes */
  const char *const *only;      /* INSEE codes: only their addresses are taken; the list of communes stays whole */
  guint max_faults;             /* more bad lines than that, and nothing is made */
} ParvisAddressSources;

#define PARVIS_ADDRESS_FAULTS_SAID 20

typedef struct
{
  guint64 read, taken; /* lines of addresses */
  guint faults;        /* lines that were passed over */
  guint streets, communes;
  GPtrArray *said; /* of char *: the first faults, "FICHIER, ligne 12 : le code postal « 3514 » ne convient pas" */
} ParvisAddressReport;
void parvis_address_report_clear (ParvisAddressReport *self);

/* Replaces @path at one stroke, once all is sound; else leaves it as it was. @report is filled either way, and cleared
 * by the caller. Blocks. Errors are in PARVIS_ADDRESSES_ERROR or PARVIS_CSV_ERROR and say the file. */
gboolean parvis_addresses_import (const ParvisAddressSources *sources, const char *path, ParvisAddressReport *report,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

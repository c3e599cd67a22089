/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/address/csv.h"

G_BEGIN_DECLS

/* One line of a file of addresses, of any of the formats that are published: the Base Adresse Nationale's "legacy" CSV
 * and its places without numbers (lieux-dits), and the Base Adresse Locale, version 1.3 (AITF). Which one it is, the
 * header says. */
typedef enum
{
  PARVIS_ADDRESS_INSEE,
  PARVIS_ADDRESS_COMMUNE,
  PARVIS_ADDRESS_POSTCODE, /* "" where the format has none */
  PARVIS_ADDRESS_STREET,
  PARVIS_ADDRESS_FORMER, /* the commune it was of before communes were joined; "" for none */
  PARVIS_ADDRESS_NUMBER,
  PARVIS_ADDRESS_SUFFIX, /* "bis" */
  PARVIS_ADDRESS_N_COLUMNS
} ParvisAddressColumn;

typedef struct
{
  int columns[PARVIS_ADDRESS_N_COLUMNS]; /* where each is in the file, -1 for not there */
  guint width;                           /* how many columns the file has */
} ParvisAddressHeader;

typedef struct
{
  const char *text[PARVIS_ADDRESS_N_COLUMNS]; /* all but NUMBER; UTF-8; the row's own */
  guint number;                               /* 0: the way alone */
} ParvisAddressRow;

/* FALSE with @error (PARVIS_CSV_ERROR) when it is no file of addresses. */
gboolean parvis_address_header_read (ParvisAddressHeader *self, const ParvisCsvRow *row,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* %NULL when @row is sound; else what is wrong with it, a few words for the technician. (transfer full) (nullable) */
char *parvis_address_row_read (ParvisAddressRow *self, const ParvisAddressHeader *header, const ParvisCsvRow *row);

/* Five figures; or "2A" and "2B" in place of the first two of an INSEE code. */
gboolean parvis_is_insee (const char *text);
gboolean parvis_is_five_figures (const char *text);
/* Words that people read: UTF-8, no control character, 1 to @most characters. */
gboolean parvis_is_name (const char *text, guint most);
/* Which column is called @name (case does not matter); -1: none. */
int parvis_csv_column (const ParvisCsvRow *header, const char *name);

#define PARVIS_STREET_MAX  200
#define PARVIS_COMMUNE_MAX 100

G_END_DECLS

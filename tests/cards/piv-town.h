/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

/* A town hall's certificate authority for tests, made when it is asked for: nothing of it is kept. */
#define PIV_TOWN_USAGE       "2.25.199612345678901234567890123456789012345" /* what this test asks of a card */
#define PIV_TOWN_OTHER_USAGE "1.3.6.1.5.5.7.3.2"                            /* clientAuth */

typedef struct
{
  char *dir;
  char *file; /* the authority in PEM, with its revocation list if it made one */
  EVP_PKEY *key;
  X509 *authority, *above; /* @above: NULL for one on its own */
  long last_serial;
} PivTown;

typedef struct
{
  const char *name;      /* the common name; NULL: none */
  const char *usage;     /* the extended key usage; NULL: none */
  const char *key_usage; /* "digitalSignature"; NULL: none */
  int from_day, to_day;  /* of its validity, counted from today; both 0: from yesterday for a year */
} PivTownPaper;

PivTown *piv_town_new (const char *name);
/* An authority that @above vouches for: its file holds both. */
PivTown *piv_town_new_under (PivTown *above, const char *name);
void piv_town_free (PivTown *town);
/* (transfer full) */
X509 *piv_town_issue (PivTown *town, EVP_PKEY *key, const PivTownPaper *paper);
/* Writes a list to the town's file, good until @to_day, with @certificate (nullable) in it. */
void piv_town_revoke (PivTown *town, X509 *certificate, int to_day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PivTown, piv_town_free)

G_END_DECLS

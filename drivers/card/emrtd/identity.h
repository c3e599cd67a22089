/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisIdentity: what an identity document's chip says of its holder, taken from the machine readable zone in data
 * group 1 (ICAO Doc 9303-10, 4.7.1). It is a person's data: kept in memory only, shown for confirmation, wiped when
 * freed, never logged.
 *
 * The zone knows A to Z alone: names stand there transliterated (9303-3, 6: É is E, Ü is UE or UXX, Ñ is N or NXX),
 * hyphens are spaces and apostrophes are gone. Nothing can be won back from it: the person corrects their name. */

/* A part that the document leaves open (9303-3, 4.8: "<<") is 0. */
typedef struct
{
  guint16 year;
  guint8 month, day;
} ParvisIdentityDate;

typedef enum
{
  PARVIS_IDENTITY_SEX_UNSPECIFIED,
  PARVIS_IDENTITY_SEX_FEMALE,
  PARVIS_IDENTITY_SEX_MALE,
} ParvisIdentitySex;

/* What passive authentication (9303-11, 5.1) found. A document whose signature does not hold is an error, not an
 * identity. */
typedef enum
{
  PARVIS_IDENTITY_UNCHECKED,      /* nothing was given to check it against */
  PARVIS_IDENTITY_VERIFIED,       /* signed by a state whose certificate is in the configuration */
  PARVIS_IDENTITY_SIGNER_UNKNOWN, /* whole in itself, but signed by nobody we know: it proves nothing */
  PARVIS_IDENTITY_SIGNER_EXPIRED, /* as VERIFIED, but a certificate of the chain is out of its time */
} ParvisIdentityTrust;

typedef struct
{
  char *document;    /* 9303-3, document code: "P", "ID", "I", "AC" ... */
  char *issuer;      /* three letters as 9303-3, 5 has them: "FRA", "D", "UTO" */
  char *number;      /* of the document */
  char *name;        /* primary identifier, upper case: "ERIKSSON" */
  char *given_names; /* secondary identifier, parts with a space between: "ANNA MARIA"; may be empty */
  char *nationality; /* as issuer */
  ParvisIdentityDate birth, expiry;
  ParvisIdentitySex sex;
  gboolean century_unsure; /* the birth's year, of two digits in the zone, could as well be a hundred years earlier */
  gboolean truncated;      /* the zone was too short for the names: they may be incomplete */
  ParvisIdentityTrust trust;
} ParvisIdentity;

ParvisIdentity *parvis_identity_new (void);
/* Wipes all of it. (nullable) */
void parvis_identity_free (ParvisIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisIdentity, parvis_identity_free)

/* "1974-08-12" where the date is whole, else %NULL. (transfer full): wipe it. */
char *parvis_identity_date_to_iso8601 (const ParvisIdentityDate *date);

G_END_DECLS

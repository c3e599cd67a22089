/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

/* What is on the test document: a holder who is nobody (the specimen of the French identity card), the files of ICAO
 * Doc 9303-10, and a state that signs them, made here by libcrypto: no key of it is ever stored with the sources. */

typedef struct
{
  EVP_PKEY *state_key, *signer_key;
  X509 *state, *signer;
} SpecimenPki;

typedef enum
{
  SPECIMEN_SIGNER_EC,      /* P-256, ECDSA */
  SPECIMEN_SIGNER_PSS,     /* RSA-PSS, as many states sign */
  SPECIMEN_SIGNER_EXPIRED, /* EC, out of its time since yesterday */
} SpecimenSigner;

/* A state called @country (two letters) and a signer of documents by it. */
SpecimenPki *specimen_pki_new (const char *country, SpecimenSigner signer);
/* As above, but the state is the one of @dir/state.key and @dir/csca/state.pem, which are made if they are not there
 * yet. */
SpecimenPki *specimen_pki_open (const char *dir, SpecimenSigner signer);
void specimen_pki_free (SpecimenPki *pki);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpecimenPki, specimen_pki_free)
/* The state's certificate as PEM to @path. */
void specimen_pki_save_state (const SpecimenPki *pki, const char *path);

#define SPECIMEN_CAN    "384213"
#define SPECIMEN_NUMBER "X4RTBPFW4"
#define SPECIMEN_BIRTH  "900713"
#define SPECIMEN_EXPIRY "300211"
/* The zone (TD1, 90 characters) of a holder. (transfer full) */
char *specimen_zone (const char *state, const char *number, const char *birth, char sex, const char *expiry,
                     const char *names);
/* The specimen's own. (transfer full) */
char *specimen_default_zone (void);

/* The files, with their tags. (transfer full) */
GBytes *specimen_card_access (const guint8 *mapping_and_cipher, guint8 parameters);
GBytes *specimen_com (void);
GBytes *specimen_dg1 (const char *zone);
GBytes *specimen_sod (const SpecimenPki *pki, GBytes *dg1, const EVP_MD *md);

G_END_DECLS

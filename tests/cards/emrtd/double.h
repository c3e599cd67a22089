/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "cards/emrtd/specimen.h"
#include "cards/vpcd.h"
#include "drivers/card/link.h"

G_BEGIN_DECLS

/* An electronic identity document for tests, with what can be wrong with one. */
typedef enum
{
  EMRTD_FAULT_NONE,
  EMRTD_FAULT_DG1,       /* the zone was changed after the state signed it */
  EMRTD_FAULT_SIGNATURE, /* a bit of the signature is wrong */
  EMRTD_FAULT_SIGNER,    /* signed by a state that is none of the configured */
  EMRTD_FAULT_EXPIRED,   /* the signer's certificate ran out */
  EMRTD_FAULT_MAC,       /* a secure messaging sum is wrong while EF.SOD is read */
  EMRTD_FAULT_REMOVED,   /* pulled out while EF.SOD is read */
  EMRTD_FAULT_MUTE,      /* falls silent there */
  EMRTD_FAULT_LENGTH,    /* EF.SOD says it has 16 million bytes */
  EMRTD_FAULT_NOTHING,   /* reading gives no bytes, for ever */
  EMRTD_FAULT_PLAIN,     /* answers without secure messaging */
  EMRTD_FAULT_MIRROR,    /* PACE: sends the terminal's own key back */
  EMRTD_FAULT_MAPPING,   /* knows Diffie-Hellman over integers alone, and no BAC */
  EMRTD_FAULT_OTHER,     /* is no identity document at all */
} EmrtdFault;

/* By the names "none", "dg1", "signature" and so on. FALSE: there is none such. */
gboolean emrtd_fault_from_name (const char *name, EmrtdFault *fault);

typedef struct
{
  const char *can;   /* NULL: the specimen's */
  const char *zone;  /* NULL: the specimen's; TD1 */
  gboolean no_pace;  /* an older document: BAC alone */
  gboolean no_bac;   /* a newer one: PACE alone */
  gboolean no_com;   /* no EF.COM */
  guint8 pace[2];    /* mapping and cipher of the object identifier; 0, 0: generic mapping over curves, AES-128.
                      * Chip-authentication    mapping (6) with AES-128 (2) alone */
  guint8 parameters; /* 0: 13, brainpoolP256r1 */
  EmrtdFault fault;
  guint delay_ms;       /* before each answer: a chip computes */
  const EVP_MD *digest; /* NULL: SHA-256 */
} EmrtdDoubleOptions;

typedef struct _EmrtdDouble EmrtdDouble;

/* @pki is the state that signs; not kept. */
EmrtdDouble *emrtd_double_new (const EmrtdDoubleOptions *options, const SpecimenPki *pki);
void emrtd_double_free (EmrtdDouble *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmrtdDouble, emrtd_double_free)
/* How many commands it was given; how many times DG2 was asked for. */
guint emrtd_double_commands (const EmrtdDouble *self);
guint emrtd_double_photographs (const EmrtdDouble *self);

/* As a card of vpcd's: user_data is the double. */
extern const VpcdCard emrtd_double_card;
/* As a link in this process. The double stays the caller's. */
ParvisCardLink *emrtd_double_link (EmrtdDouble *self);

G_END_DECLS

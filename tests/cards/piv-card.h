/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "cards/piv-town.h"

G_BEGIN_DECLS

/* A PIV card of ours (NIST SP 800-73-4): keys and certificates in slots 9A (PIN) and 9E, made when it is
 * made. OpenSC and yubico-piv-tool take it for one (test-piv-tools). Its command and reset are a VpcdCard's,
 * and a ParvisCardLink's can be made of them. */
typedef enum
{
  PIV_CARD_P256,
  PIV_CARD_P384,
  PIV_CARD_RSA_2048,
  PIV_CARD_RSA_3072,
  PIV_CARD_P521, /* no key of PIV's */
} PivCardKey;

typedef enum
{
  PIV_CARD_CLONE = 1 << 0,      /* its keys are not those of its certificates */
  PIV_CARD_GZIP = 1 << 1,       /* its certificates are packed */
  PIV_CARD_BLANK = 1 << 2,      /* as it comes from the shop: no object at all */
  PIV_CARD_PULLED_OUT = 1 << 3, /* goes away while it signs */
  PIV_CARD_MUTE = 1 << 4,       /* stops answering while it signs */
  PIV_CARD_GARBAGE = 1 << 5,    /* answers a signature of nothing */
  PIV_CARD_OLD = 1 << 6,        /* knows no VERIFY with P1 FF: an edition before SP 800-73-4 */
} PivCardTraits;

typedef struct
{
  PivCardKey key;
  guint traits;       /* PivCardTraits */
  PivTownPaper paper; /* of both certificates */
  int tries;          /* 0: three */
} PivCardModel;

typedef struct _PivCard PivCard;

#define PIV_CARD_PIN "271828"

PivCard *piv_card_new (PivTown *town, const PivCardModel *model);
void piv_card_free (PivCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PivCard, piv_card_free)

/* VpcdCard's. */
gsize piv_card_command (gpointer card, const guint8 *command, gsize length, guint8 *answer);
void piv_card_reset (gpointer card);
extern const guint8 piv_card_atr[22];

/* What a test wants to know afterwards. */
X509 *piv_card_certificate (PivCard *card, guint8 slot);
int piv_card_tries (PivCard *card);
guint piv_card_pins_given (PivCard *card); /* VERIFY with a PIN, right or wrong */
gboolean piv_card_is_open (PivCard *card); /* the PIN was given and not forgotten */
const char *piv_card_guid (PivCard *card);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/crypto.h"

G_BEGIN_DECLS

/* EF.CardAccess (ICAO Doc 9303-11, 9.2.1): SET OF SecurityInfo, of which PACEInfo (9.2.2) tells how the chip can be
 * opened. */

#define PARVIS_PACE_OID_LENGTH 10 /* id-PACE (0.4.0.127.0.7.2.2.4), mapping, cipher */

/* 4.4.3.3, the better ones first. */
typedef enum
{
  PARVIS_PACE_GENERIC,
  PARVIS_PACE_INTEGRATED,
  PARVIS_PACE_CHIP_AUTHENTICATION, /* key agreement as in the generic one, and a proof of the chip that we do not check
                                    */
} ParvisPaceMapping;

typedef struct
{
  guint8 oid[PARVIS_PACE_OID_LENGTH]; /* without tag and length */
  ParvisEmrtdCipher cipher;
  guint parameters; /* 9.5.1, table 11: number of the standardised domain parameters */
  ParvisPaceMapping mapping;
  gboolean ambiguous; /* the document knows several sets of parameters: the number must be said (4.4.4.1) */
} ParvisPaceInfo;

typedef enum
{
  PARVIS_PACE_FOUND,
  PARVIS_PACE_ABSENT,      /* no PACEInfo at all: BAC */
  PARVIS_PACE_UNSUPPORTED, /* only ones we do not speak: Diffie-Hellman over integers, parameters of their own */
  PARVIS_PACE_MALFORMED,
} ParvisPaceFinding;

/* The best PACEInfo of ours in the file: by mapping, then by the strength of the cipher. */
ParvisPaceFinding parvis_pace_info_find (const guint8 *data, gsize length, ParvisPaceInfo *info);

G_END_DECLS

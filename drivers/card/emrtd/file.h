/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/messaging.h"

G_BEGIN_DECLS

/* The files of a document (ICAO Doc 9303-10, 3 and 4), each one BER-TLV object that tells its own length. */

enum
{
  PARVIS_EMRTD_EF_CARD_ACCESS = 0x011C,
  PARVIS_EMRTD_EF_COM = 0x011E,
  PARVIS_EMRTD_EF_DG1 = 0x0101,
  PARVIS_EMRTD_EF_SOD = 0x011D,
};

/* READ BINARY with an even instruction reaches no further (ISO/IEC 7816-4, 11.2.3). */
#define PARVIS_EMRTD_FILE_MAX 0x7FFF

/* @done of @whole bytes are there. */
typedef void (*ParvisEmrtdReading) (gsize done, gsize whole, gpointer user_data);

/* The root, where EF.CardAccess is; cards that have none are left where they are. */
gboolean parvis_emrtd_select_root (ParvisEmrtdChannel *channel, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The eMRTD application. PARVIS_CARD_ERROR_UNSUPPORTED: this is no such document. */
gboolean parvis_emrtd_select_application (ParvisEmrtdChannel *channel, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The whole of a file. @missing (nullable) is set where the card has no such file, or does not give it: then no error
 * is set. A file that says it is longer than @most is PARVIS_CARD_ERROR_PROTOCOL, before any of it is read. (transfer
 * full) wiped when freed */
GBytes *parvis_emrtd_read_file (ParvisEmrtdChannel *channel, guint16 file, gsize most, gboolean *missing,
                                ParvisEmrtdReading reading, gpointer user_data,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

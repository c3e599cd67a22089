/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "drivers/card/emrtd/identity.h"

G_BEGIN_DECLS

/* Files of the logical data structure (ICAO Doc 9303-10, 4). The errors are PARVIS_CARD_ERROR. */

#define PARVIS_LDS_COM_MAX 256
#define PARVIS_LDS_DG1_MAX 128

/* EF.COM (4.6.1): does it list DG1? One that does not: PARVIS_CARD_ERROR_UNSUPPORTED. */
gboolean parvis_lds_check_com (const guint8 *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* DG1 (4.7.1), the zone in it judged as parvis_mrz_parse() does. (transfer full) */
ParvisIdentity *parvis_lds_parse_dg1 (const guint8 *data, gsize length, guint year, guint month,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/lds.h"

#include <string.h>

#include "drivers/card/emrtd/mrz.h"
#include "drivers/card/link.h"
#include "drivers/card/tlv.h"

enum
{
  TAG_COM = 0x60,
  TAG_LIST = 0x5C,
  TAG_DG1 = 0x61,
  TAG_ZONE = 0x5F1F,
};

static gpointer
fail (GError **error, ParvisCardError code, const char *message)
{
  g_set_error_literal (error, PARVIS_CARD_ERROR, (int) code, message);
  return NULL;
}

gboolean
parvis_lds_check_com (const guint8 *data, gsize length, GError **error)
{
  static const guint32 path[] = { TAG_COM, TAG_LIST, 0 };
  ParvisTlv list;

  if (!parvis_tlv_find_path ((ParvisTlvSpan){ data, length }, path, &list))
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "EF.COM lists no data groups") != NULL;
  if (memchr (list.value.data, TAG_DG1, list.value.length) == NULL)
    return fail (error, PARVIS_CARD_ERROR_UNSUPPORTED, "the document has no machine readable zone in its chip") != NULL;
  return TRUE;
}

ParvisIdentity *
parvis_lds_parse_dg1 (const guint8 *data, gsize length, guint year, guint month, GError **error)
{
  static const guint32 path[] = { TAG_DG1, TAG_ZONE, 0 };
  g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
  ParvisTlv zone;

  if (!parvis_tlv_find_path ((ParvisTlvSpan){ data, length }, path, &zone))
    return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "DG1 holds no machine readable zone");
  switch (parvis_mrz_parse ((const char *) zone.value.data, zone.value.length, year, month, identity))
    {
    case PARVIS_MRZ_OK:
      return g_steal_pointer (&identity);
    case PARVIS_MRZ_MALFORMED:
      return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "the zone in DG1 is of no known format");
    case PARVIS_MRZ_CHECK_DIGIT:
      return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "a check digit of the zone in DG1 does not hold");
    case PARVIS_MRZ_IMPOSSIBLE:
    default:
      return fail (error, PARVIS_CARD_ERROR_PROTOCOL, "the zone in DG1 holds an impossible date, or no name");
    }
}

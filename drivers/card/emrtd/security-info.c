/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/security-info.h"

#include <string.h>

#include "drivers/card/emrtd/pace-group.h"
#include "drivers/card/tlv.h"

#define MOST_INFOS 32

enum
{
  TAG_INTEGER = 0x02,
  TAG_OID = 0x06,
  TAG_SEQUENCE = 0x30,
  TAG_SET = 0x31,
};

static const guint8 id_pace[] = { 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04 };
enum
{
  ID_ECDH_GM = 2,
  ID_ECDH_IM = 4,
  ID_ECDH_CAM = 6,
};

static gboolean
take (ParvisTlvSpan *rest, guint32 tag, ParvisTlv *tlv)
{
  return parvis_tlv_next (rest, tlv) && tlv->tag == tag;
}

/* A small INTEGER, not negative. */
static gboolean
take_number (ParvisTlvSpan *rest, guint *number)
{
  ParvisTlv tlv;

  if (!take (rest, TAG_INTEGER, &tlv) || tlv.value.length != 1 || tlv.value.data[0] > 0x7F)
    return FALSE;
  *number = tlv.value.data[0];
  return TRUE;
}

/* The last two numbers of the object identifier (9.2.3). FALSE: none of ours. CAM knows AES alone. */
static gboolean
read_protocol (guint mapping, guint cipher, ParvisPaceInfo *info)
{
  if (cipher < 1 || cipher > 4 || (mapping == ID_ECDH_CAM && cipher == 1))
    return FALSE;
  info->cipher = (ParvisEmrtdCipher) (PARVIS_EMRTD_3DES + cipher - 1);
  if (mapping == ID_ECDH_GM)
    info->mapping = PARVIS_PACE_GENERIC;
  else if (mapping == ID_ECDH_IM)
    info->mapping = PARVIS_PACE_INTEGRATED;
  else if (mapping == ID_ECDH_CAM)
    info->mapping = PARVIS_PACE_CHIP_AUTHENTICATION;
  else
    return FALSE;
  return TRUE;
}

/* PACEInfo ::= SEQUENCE { protocol OID, version INTEGER (2), parameterId INTEGER OPTIONAL }. */
static ParvisPaceFinding
read_pace_info (const ParvisTlvSpan *oid, ParvisTlvSpan rest, ParvisPaceInfo *info)
{
  guint version;

  if (oid->length < sizeof id_pace || memcmp (oid->data, id_pace, sizeof id_pace) != 0)
    return PARVIS_PACE_ABSENT;
  *info = (ParvisPaceInfo){ 0 };
  if (oid->length != PARVIS_PACE_OID_LENGTH /* PACEDomainParameterInfo: parameters of their own */
      || !read_protocol (oid->data[PARVIS_PACE_OID_LENGTH - 2], oid->data[PARVIS_PACE_OID_LENGTH - 1], info)
      || !take_number (&rest, &version) || version != 2 || !take_number (&rest, &info->parameters)
      || !parvis_pace_group_is_known (info->parameters)
      || (info->mapping == PARVIS_PACE_INTEGRATED && !parvis_pace_group_takes_integrated (info->parameters)))
    return PARVIS_PACE_UNSUPPORTED;
  memcpy (info->oid, oid->data, sizeof info->oid);
  return PARVIS_PACE_FOUND;
}

static gboolean
is_better (const ParvisPaceInfo *a, const ParvisPaceInfo *b)
{
  if (a->mapping != b->mapping)
    return a->mapping < b->mapping;
  return a->cipher > b->cipher;
}

static gboolean
is_set (const guint8 *data, gsize length, ParvisTlvSpan *infos)
{
  ParvisTlvSpan file = { data, length };
  ParvisTlv set;

  if (!take (&file, TAG_SET, &set) || file.length != 0)
    return FALSE;
  *infos = set.value;
  return TRUE;
}

ParvisPaceFinding
parvis_pace_info_find (const guint8 *data, gsize length, ParvisPaceInfo *info)
{
  ParvisPaceFinding finding = PARVIS_PACE_ABSENT;
  ParvisTlvSpan infos;
  ParvisTlv sequence, oid;
  guint paces = 0;

  if (!is_set (data, length, &infos))
    return PARVIS_PACE_MALFORMED;
  for (guint i = 0; infos.length > 0; i++)
    {
      ParvisPaceInfo candidate;
      ParvisPaceFinding one;

      if (i >= MOST_INFOS || !take (&infos, TAG_SEQUENCE, &sequence) || !take (&sequence.value, TAG_OID, &oid))
        return PARVIS_PACE_MALFORMED;
      one = read_pace_info (&oid.value, sequence.value, &candidate);
      paces += one != PARVIS_PACE_ABSENT;
      if (one == PARVIS_PACE_FOUND && (finding != PARVIS_PACE_FOUND || is_better (&candidate, info)))
        *info = candidate;
      if (one == PARVIS_PACE_FOUND || finding == PARVIS_PACE_ABSENT)
        finding = one;
    }
  if (finding == PARVIS_PACE_FOUND)
    info->ambiguous = paces > 1;
  return finding;
}

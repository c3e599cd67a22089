/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BER-TLV (ISO/IEC 7816-4, 5.2.2; ISO/IEC 8825-1): definite lengths written in at most 3 bytes behind the
 * first (83 xx xx xx), tags of at most 3 bytes. 00 begins no tag. Lengths need not be the shortest (BER, not
 * DER). Nothing is copied: a value points into what was given. Any thread. */
typedef struct
{
  const guint8 *data;
  gsize length;
} ParvisTlvSpan;

typedef struct
{
  guint32 tag; /* its bytes, big-endian: 0x5F1F */
  ParvisTlvSpan value;
  ParvisTlvSpan whole; /* with tag and length */
} ParvisTlv;

/* Takes the first object off @rest. FALSE: nothing is left, or what is left is no TLV; @rest stays as it was
 * and its length tells which (0: nothing left); what is at @tlv then means nothing. */
gboolean parvis_tlv_next (ParvisTlvSpan *rest, ParvisTlv *tlv);
/* The first object of @tag in @span, not deeper. FALSE: none before the end or before what is no TLV. */
gboolean parvis_tlv_find (ParvisTlvSpan span, guint32 tag, ParvisTlv *tlv);
/* The same along a path of tags, 0 at its end: { 0x7F61, 0x7F60, 0 } is the first 7F60 in the first 7F61. */
gboolean parvis_tlv_find_path (ParvisTlvSpan span, const guint32 *path, ParvisTlv *tlv);
/* Appends one object, its length the shortest way (DER). @value: NULL only when @length is 0; under 2^24
 * bytes. */
void parvis_tlv_append (GByteArray *array, guint32 tag, const guint8 *value, gsize length);

G_END_DECLS

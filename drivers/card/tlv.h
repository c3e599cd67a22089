/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BER-TLV (ISO/IEC 7816-4, 5.2.2; ISO/IEC 8825-1): definite lengths of at most 3 bytes, tags of at most 3. Nothing is copied: a value
 * points into what was given. Any thread. */
typedef struct
{
  const guint8 *data;
  gsize length;
} ParvisTlvSpan;

typedef struct
{
  guint32 tag;         /* its bytes, big-endian: 0x5F1F */
  ParvisTlvSpan value;
  ParvisTlvSpan whole; /* with tag and length */
} ParvisTlv;

/* Takes the first object off @rest. FALSE: nothing is left, or what is left is no TLV; @rest->length tells which (0: nothing left). */
gboolean parvis_tlv_next (ParvisTlvSpan *rest, ParvisTlv *tlv);
/* The first object of @tag in @span, not deeper. */
gboolean parvis_tlv_find (ParvisTlvSpan span, guint32 tag, ParvisTlv *tlv);
/* The same along a path of tags, 0 at its end. */
gboolean parvis_tlv_find_path (ParvisTlvSpan span, const guint32 *path, ParvisTlv *tlv);
void parvis_tlv_append (GByteArray *array, guint32 tag, const guint8 *value, gsize length);

G_END_DECLS

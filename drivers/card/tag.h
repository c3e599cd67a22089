/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/link.h"
#include "drivers/card/ndef.h"

G_BEGIN_DECLS

/* What a city's or a youth's pass says to anybody: its number in the field (UID) and its NDEF message. */
typedef struct
{
  GBytes *uid;        /* %NULL: the reader tells none (one with contacts) */
  GPtrArray *records; /* of ParvisNdefRecord, in their order; may be empty */
  enum
  {
    PARVIS_TAG_PLAIN,  /* no NDEF that we can read */
    PARVIS_TAG_TYPE_2, /* NFC Forum Type 2 Tag 1.1, by READ BINARY of PC/SC part 3, 3.2.2.1.8 */
    PARVIS_TAG_TYPE_4, /* NFC Forum Type 4 Tag 2.0; 3.0's larger files up to PARVIS_NDEF_MAX */
  } type;
} ParvisTag;
void parvis_tag_free (ParvisTag *tag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisTag, parvis_tag_free)

/* Blocks: in a card job. The UID is asked for by GET DATA of PC/SC part 3, 3.2.2.1.3 (FF CA 00 00 00). A card without
 * NDEF is no error; an NDEF message that is none is PARVIS_CARD_ERROR_PROTOCOL. (transfer full) */
ParvisTag *parvis_tag_read (ParvisCardLink *link, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

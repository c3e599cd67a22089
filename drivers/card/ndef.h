/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* NDEF messages (NFC Forum, NFC Data Exchange Format 1.0), as they stand in tags and cards. Any thread. */
#define PARVIS_NDEF_MAX         8192 /* bytes of a message that we read */
#define PARVIS_NDEF_MAX_RECORDS 32

typedef enum
{
  PARVIS_NDEF_OTHER, /* nothing that we know: @type alone is told */
  PARVIS_NDEF_URI,   /* RTD URI 1.0, and absolute URIs */
  PARVIS_NDEF_TEXT,  /* RTD Text 1.0 */
  PARVIS_NDEF_MIME,  /* RFC 2046 */
} ParvisNdefKind;

typedef struct
{
  ParvisNdefKind kind;
  char *type;   /* of TEXT its language; of MIME its type, in lower case; else as it stands; "" where it says none or is
                   no ASCII */
  char *text;   /* of URI, with its beginning, and of TEXT: UTF-8 without control characters; else %NULL */
  GBytes *data; /* of MIME; else %NULL */
} ParvisNdefRecord;
/* Wipes it: what a pass says may be a person's. */
void parvis_ndef_record_free (ParvisNdefRecord *record);

/* Of a whole message; the records in a smart poster (RTD Smart Poster 1.1) stand in its place.
 * PARVIS_CARD_ERROR_PROTOCOL for what is no message: sizes that reach beyond it, a first or last record missing, a URI
 * or text that is none. Records in chunks are not read (PARVIS_CARD_ERROR_UNSUPPORTED): no card has them. (transfer
 * full) (element-type ParvisNdefRecord), may be empty */
GPtrArray *parvis_ndef_parse (const guint8 *data, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

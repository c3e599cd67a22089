/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* How what is typed is shown and kept. "fr7630006" is shown "FR76 3000 6" and kept "FR7630006". */
typedef enum
{
  PARVIS_ENTRY_TEXT,     /* as it is */
  PARVIS_ENTRY_PHONE,    /* "06 12 34 56 78", "+33 6 12 34 56 78", "+32 475 123 456" (ITU-T E.164's country codes) */
  PARVIS_ENTRY_IBAN,     /* by fours (ISO 13616-1) */
  PARVIS_ENTRY_SIRET,    /* 3 3 3 5 */
  PARVIS_ENTRY_INTEGER,  /* "12 345": thousands apart, from five figures on */
  PARVIS_ENTRY_DECIMAL,  /* "12 345,5" */
  PARVIS_ENTRY_POSTCODE, /* five figures */
  PARVIS_ENTRY_CAN,      /* six figures: an identity card's access number */
} ParvisEntryKind;
ParvisEntryKind parvis_entry_kind_of (ParvisFieldType type);

/* What @text becomes on the screen. *@cursor, in characters of @text, is moved to the same place of the result: right
 * after the character that it was after. (transfer full) */
char *parvis_entry_format (ParvisEntryKind kind, const char *text, int *cursor);
/* The answer itself, without what only helps reading. (transfer full) */
char *parvis_entry_plain (ParvisEntryKind kind, const char *text);
/* Nothing more is to be typed: what is wrong with it can be said at once. */
gboolean parvis_entry_is_complete (ParvisEntryKind kind, const char *text);
/* @c is put between groups only to help reading. */
gboolean parvis_entry_is_separator (ParvisEntryKind kind, gunichar c);
/* Most characters that may be typed, spaces included; 0: as many as the field's max_length says. */
guint parvis_entry_limit (ParvisEntryKind kind);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* Does an answer suit its field? One function a family of types, each given an answer that is not empty
 * and of the field's kind; each returns %NULL when it suits, else one sentence for the person: what to do,
 * no blame. (transfer full) (nullable) @today: Julian day.
 */
char *parvis_validate_text (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_email (const ParvisField *field, const ParvisValue *value, guint32 today);
/* Without a pattern: French (10 digits, or +33 and 9) or any country's with + or 00 (ITU-T E.164: 15
 * digits at most). */
char *parvis_validate_phone (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_number (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_date (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_time (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_datetime (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_choice (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_choices (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_linked (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_civility (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_country (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_point (const ParvisField *field, const ParvisValue *value, guint32 today);
/* Address, commune, identity: what is wrong with each part, in the order in which they are read, is added to @faults
 * with @path; nothing for any other type. */
void parvis_validate_parts (const ParvisField *field, const ParvisValue *value, guint32 today, const char *path,
                            GPtrArray *faults);
/* ISO 13616-1 */
char *parvis_validate_iban (const ParvisField *field, const ParvisValue *value, guint32 today);
/* Luhn, ISO/IEC 7812-1 annex B */
char *parvis_validate_siret (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_file (const ParvisField *field, const ParvisValue *value, guint32 today);
char *parvis_validate_signature (const ParvisField *field, const ParvisValue *value, guint32 today);

#define PARVIS_FILE_MAX_SIZE (10 * 1024 * 1024) /* bytes a page */

/* What an answer is submitted as: spaces around a text go, and those inside an IBAN, a SIRET or a
 * telephone number. (transfer full) */
ParvisValue *parvis_field_tidy (const ParvisField *field, const ParvisValue *value);
/* The sentence for a required field without an answer. (transfer full) */
char *parvis_field_missing (const ParvisField *field);
/* "1 234,5": as a French person writes it, no-break spaces between thousands. (transfer full) */
char *parvis_format_number (double number);

G_END_DECLS

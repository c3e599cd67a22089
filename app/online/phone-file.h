/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/value.h"
#include "sync/seal/parcel.h"

G_BEGIN_DECLS

/* What a telephone sent, once opened, judged as a scanned page is: not too heavy, what it says it is, and a picture
 * that this machine can show without harm (its size in pixels is bounded before any pixel is made). */
typedef enum
{
  PARVIS_PHONE_FILE_GOOD,
  PARVIS_PHONE_FILE_TOO_LARGE,
  PARVIS_PHONE_FILE_WRONG_TYPE,
  PARVIS_PHONE_FILE_UNREADABLE,
} ParvisPhoneFileVerdict;
const char *
parvis_phone_file_verdict_to_string (ParvisPhoneFileVerdict verdict);         /* as the central server's API says it */
const char *parvis_phone_file_verdict_words (ParvisPhoneFileVerdict verdict); /* a sentence for the person */

/* @fallback: its name when the telephone gave none, without an extension. @file (out) (transfer full): when it is good.
 */
ParvisPhoneFileVerdict parvis_phone_file_read (const ParvisParcel *parcel, const char *fallback, ParvisValue **file);

G_END_DECLS

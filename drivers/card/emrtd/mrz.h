/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/emrtd/identity.h"

G_BEGIN_DECLS

/* The machine readable zone (ICAO Doc 9303-3, 4; formats TD1, TD2 and TD3 in 9303-5, -6 and -4). */

#define PARVIS_MRZ_NUMBER_MAX 22 /* a long document number of TD1: 9 characters, and what fits the optional field */
/* Number, birth and expiry, each with its check digit, and the byte 0. */
#define PARVIS_MRZ_INFORMATION_SIZE (PARVIS_MRZ_NUMBER_MAX + 1 + 7 + 7 + 1)

typedef enum
{
  PARVIS_MRZ_OK,
  PARVIS_MRZ_MALFORMED,   /* of no known length, or a character that cannot be */
  PARVIS_MRZ_CHECK_DIGIT, /* misread, or changed */
  PARVIS_MRZ_IMPOSSIBLE,  /* a date that cannot be, or no name */
} ParvisMrzResult;

/* @text: the lines one after the other, without breaks: 90, 72 or 88 characters. @identity: new; of no
 * use but to be freed where the result is not PARVIS_MRZ_OK. @year, @month: today, which decides what century a year of
 * two digits is in: a birth is not later than this month, an expiry less than fifty years away on either side. Who may
 * be a hundred years old or more: birth.h. */
ParvisMrzResult parvis_mrz_parse (const char *text, gsize length, guint year, guint month, ParvisIdentity *identity);

/* 9303-3, 4.9: over digits, letters and "<"; anything else counts as "<". */
char parvis_mrz_check_digit (const char *text, gsize length);

/* MRZ information (9303-11, 4.3.2 and 9.7.3) from what was typed: spaces and "<" at the end of @number are taken off,
 * small letters are raised. FALSE: nothing that could stand in a zone. @out: PARVIS_MRZ_INFORMATION_SIZE bytes, which
 * the caller wipes. */
gboolean parvis_mrz_information (const char *number, const char *birth, const char *expiry, char *out);

G_END_DECLS

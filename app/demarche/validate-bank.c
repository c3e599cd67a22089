/* SPDX-License-Identifier: EUPL-1.2
 *
 * Numbers with a check: IBAN and SIRET.
 */
#include "app/demarche/validate.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Country and length of its IBANs, from the ISO 13616 register. */
static const char iban_lengths[]
    = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 "
      "EE20 EG29 ES24 "
      "FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 "
      "KZ20 LB28 LC32 "
      "LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 "
      "PT25 QA29 RO24 "
      "RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 ";

guint
parvis_iban_length (const char *iban)
{
  if (strlen (iban) < 2)
    return 0;
  for (const char *p = iban_lengths; *p != '\0'; p += 5)
    if (strncmp (p, iban, 2) == 0)
      return (guint) atoi (p + 2);
  return 0;
}

/* ISO 7064 MOD 97-10 over the IBAN with its first four characters moved to the end, A read as 10 to Z as 35.
 */
static guint
iban_remainder (const char *iban, gsize length)
{
  guint remainder = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = iban[(i + 4) % length];
      guint value = g_ascii_isdigit (c) ? (guint) (c - '0') : (guint) (c - 'A') + 10;

      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
  return remainder;
}

char *
parvis_validate_iban (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  g_autoptr (ParvisValue) tidy = parvis_field_tidy (field, value);
  const char *iban = parvis_value_text (tidy);
  gsize length = strlen (iban);
  guint wanted = parvis_iban_length (iban);

  if (wanted == 0 || strspn (iban, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != length)
    return g_strdup (_ ("Recopiez votre IBAN en entier : il commence par deux lettres, FR pour la France."));
  if (length != wanted)
    return g_strdup_printf (_ ("Vérifiez votre IBAN : il compte %u caractères, vous en avez indiqué %u."), wanted,
                            (guint) length);
  if (!g_ascii_isdigit (iban[2]) || !g_ascii_isdigit (iban[3]) || iban_remainder (iban, length) != 1)
    return g_strdup (_ ("Vérifiez votre IBAN : l’un des caractères n’est pas le bon."));
  return NULL;
}

static guint
luhn_sum (const char *digits, gsize length)
{
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint digit = (guint) (digits[length - 1 - i] - '0') * (i % 2 == 1 ? 2 : 1);

      sum += digit > 9 ? digit - 9 : digit;
    }
  return sum;
}

static guint
digit_sum (const char *digits)
{
  guint sum = 0;

  for (; *digits != '\0'; digits++)
    sum += (guint) (*digits - '0');
  return sum;
}

/* La Poste has more branches than Luhn numbers: theirs add up to a multiple of 5 (INSEE). */
static gboolean
is_siret (const char *digits)
{
  if (luhn_sum (digits, 14) % 10 == 0)
    return TRUE;
  return g_str_has_prefix (digits, "356000000") && digit_sum (digits) % 5 == 0;
}

char *
parvis_validate_siret (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  g_autoptr (ParvisValue) tidy = parvis_field_tidy (field, value);
  const char *digits = parvis_value_text (tidy);

  if (strlen (digits) != 14 || strspn (digits, "0123456789") != 14)
    return g_strdup (_ ("Indiquez les 14 chiffres du numéro SIRET."));
  return is_siret (digits) ? NULL : g_strdup (_ ("Vérifiez le numéro SIRET : l’un des chiffres n’est pas le bon."));
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/keys.h"

#include <glib/gi18n-lib.h>

#include "sync/pki/crypto.h"
#include "sync/keys/keys-content.h"
#include "sync/pki/pki.h"
#include "sync/seal/recipients.h"

#define DAY (24 * 3600)

static const char *const role_names[] = { "ca", "envelope", "kiosk", "content" };
static const char *const state_names[] = { "good", "soon", "urgent", "early", "expired", "unfit", "absent" };

const char *
parvis_key_role_to_string (ParvisKeyRole role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (role_names), NULL);
  return role_names[role];
}

const char *
parvis_key_state_to_string (ParvisKeyState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_names), NULL);
  return state_names[state];
}

void
parvis_key_free (ParvisKey *key)
{
  g_free (key->file);
  g_free (key->subject);
  g_free (key->serial);
  g_free (key->sha256);
  g_free (key->why);
  g_free (key);
}

/* One certificate ------------------------------------------------------------------------------- */

static ParvisKey *
add_key (GPtrArray *keys, ParvisKeyRole role, const char *file)
{
  ParvisKey *key = g_new0 (ParvisKey, 1);

  key->role = role;
  key->state = PARVIS_KEY_ABSENT;
  key->file = g_strdup (file);
  g_ptr_array_add (keys, key);
  return key;
}

static void
set_unfit (ParvisKey *key, const GError *why)
{
  key->state = PARVIS_KEY_UNFIT;
  key->why = g_strdup (why->message);
}

static ParvisKeyState
judge_dates (const ParvisKey *key, gint64 now)
{
  if (key->from > now)
    return PARVIS_KEY_EARLY;
  if (key->until <= now)
    return PARVIS_KEY_EXPIRED;
  if (key->until - now <= PARVIS_KEY_URGENT_DAYS * DAY)
    return PARVIS_KEY_URGENT;
  return key->until - now <= PARVIS_KEY_SOON_DAYS * DAY ? PARVIS_KEY_SOON : PARVIS_KEY_GOOD;
}

/* What it says of itself. FALSE: unfit. */
static gboolean
describe (ParvisKey *key, X509 *certificate, gint64 now)
{
  key->subject = parvis_crypto_common_name (X509_get_subject_name (certificate));
  key->serial = parvis_crypto_serial (certificate);
  key->sha256 = parvis_crypto_fingerprint (certificate);
  if (!parvis_crypto_read_time (X509_get0_notBefore (certificate), &key->from)
      || !parvis_crypto_read_time (X509_get0_notAfter (certificate), &key->until))
    {
      key->state = PARVIS_KEY_UNFIT;
      key->why = g_strdup_printf (_ ("« %s » n’a pas de dates lisibles ; refaites ce certificat"), key->file);
      return FALSE;
    }
  key->state = judge_dates (key, now);
  return TRUE;
}

/* One that is not good now has been judged by its dates; nothing else need be said of dates, least of all those of an
 * authority that was renewed since. */
static void
check_issuer (ParvisKey *key, X509 *certificate, X509Stack *others, const char *ca, const char *usage, guint32 bits,
              gint64 now)
{
  g_autoptr (GError) why = NULL;
  gboolean by_dates = key->state == PARVIS_KEY_EARLY || key->state == PARVIS_KEY_EXPIRED;
  gint64 at = by_dates ? PARVIS_CRYPTO_ANY_TIME : now;

  if (!parvis_crypto_check_certificate_at (certificate, others, ca, usage, bits, key->file, at, &why))
    set_unfit (key, why);
}

/* One that is there, and rightly not ours to read, is left at that. */
static void
check_private_key (ParvisKey *key, X509 *certificate, const char *file)
{
  g_autoptr (EVP_PKEY) secret = parvis_crypto_load_key (file, NULL);

  if (secret == NULL ? g_file_test (file, G_FILE_TEST_EXISTS) : X509_check_private_key (certificate, secret) == 1)
    return;
  key->state = PARVIS_KEY_UNFIT;
  key->why = g_strdup_printf (
      secret == NULL
          ? _ ("sa clé « %s » n’est pas là. Remettez-la, ou inscrivez la borne de nouveau (parvisctl enrol).")
          : _ ("« %s » est la clé d’un autre certificat. Inscrivez la borne de nouveau (parvisctl enrol)."),
      file);
}

/* Each role ------------------------------------------------------------------------------------- */

static void
add_authorities (const ParvisConfig *config, gint64 now, GPtrArray *keys)
{
  const char *file = parvis_config_ca (config);
  g_autoptr (GError) why = NULL;
  X509Stack *found = NULL;
  g_autoptr (X509) first = parvis_crypto_load_certificate (file, &found, &why);
  g_autoptr (X509Stack) others = found;
  ParvisKey *key = add_key (keys, PARVIS_KEY_CA, file);

  if (first == NULL)
    {
      set_unfit (key, why);
      return;
    }
  describe (key, first, now);
  for (int i = 0; i < sk_X509_num (others); i++)
    describe (add_key (keys, PARVIS_KEY_CA, file), sk_X509_value (others, i), now);
}

static void
add_issued (const ParvisConfig *config, ParvisKeyRole role, const char *file, gint64 now, GPtrArray *keys)
{
  const gboolean kiosk = role == PARVIS_KEY_KIOSK;
  g_autoptr (GError) why = NULL;
  X509Stack *found = NULL;
  g_autoptr (X509) certificate = parvis_crypto_load_certificate (file, &found, &why);
  g_autoptr (X509Stack) others = found;
  ParvisKey *key = add_key (keys, role, file);

  if (certificate == NULL)
    {
      set_unfit (key, why);
      return;
    }
  if (!describe (key, certificate, now))
    return;
  check_issuer (key, certificate, others, parvis_config_ca (config), kiosk ? PARVIS_OID_CLIENT : PARVIS_OID_ENVELOPE,
                kiosk ? KU_DIGITAL_SIGNATURE : KU_KEY_AGREEMENT | KU_KEY_ENCIPHERMENT, now);
  if (kiosk && key->state != PARVIS_KEY_UNFIT)
    check_private_key (key, certificate, parvis_config_key (config));
}

static void
add_content (const ParvisConfig *config, gint64 now, GPtrArray *keys)
{
  g_autofree char *file = NULL;
  g_autoptr (X509) signer = parvis_keys_content_signer (config, &file);
  ParvisKey *key = signer != NULL ? add_key (keys, PARVIS_KEY_CONTENT, file) : NULL;

  if (key != NULL && describe (key, signer, now))
    check_issuer (key, signer, NULL, parvis_config_ca (config), PARVIS_OID_CONTENT, KU_DIGITAL_SIGNATURE, now);
}

GPtrArray *
parvis_keys_list (const ParvisConfig *config, gint64 now)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_key_free);
  g_auto (GStrv) files = parvis_recipients_files (config);

  add_authorities (config, now, keys);
  for (char **file = files; *file != NULL; file++)
    add_issued (config, PARVIS_KEY_ENVELOPE, *file, now, keys);
  if (parvis_config_certificate (config) != NULL)
    add_issued (config, PARVIS_KEY_KIOSK, parvis_config_certificate (config), now, keys);
  else
    add_key (keys, PARVIS_KEY_KIOSK, NULL);
  add_content (config, now, keys);
  return g_steal_pointer (&keys);
}

/* In words -------------------------------------------------------------------------------------- */

static char *
name_in_words (const ParvisKey *key)
{
  const char *names[] = { _ ("Autorité de la commune"), _ ("Certificat de scellement"), _ ("Certificat de la borne"),
                          _ ("Certificat du contenu") };

  return key->subject != NULL ? g_strdup_printf ("%s (%s)", names[key->role], key->subject)
                              : g_strdup (names[key->role]);
}

static const char *
remedy (ParvisKeyRole role)
{
  const char *remedies[] = {
    _ ("Préparez la nouvelle autorité de la commune et installez-la sur les bornes."),
    _ ("Renouvelez-le à la mairie (parvisctl pki issue) et installez-le sur la borne."),
    _ ("La borne le renouvelle seule ; si cette date ne change pas, inscrivez-la de nouveau (parvisctl enrol)."),
    _ ("Renouvelez-le à la mairie, signez le contenu de nouveau et installez-le."),
  };

  return remedies[role];
}

static char *
to_day (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time);

  return date != NULL ? g_date_time_format (date, "%d/%m/%Y") : g_strdup ("?");
}

char *
parvis_key_to_text (const ParvisKey *key)
{
  g_autofree char *name = name_in_words (key);
  g_autofree char *day = to_day (key->until);

  switch (key->state)
    {
    case PARVIS_KEY_GOOD:
      return g_strdup_printf (_ ("%s : valable jusqu’au %s."), name, day);
    case PARVIS_KEY_SOON:
      return g_strdup_printf (_ ("%s : valable jusqu’au %s. %s"), name, day, remedy (key->role));
    case PARVIS_KEY_URGENT:
      return g_strdup_printf (_ ("%s : plus que quelques jours, jusqu’au %s. %s"), name, day, remedy (key->role));
    case PARVIS_KEY_EARLY:
      return g_strdup_printf (_ ("%s : pas encore valable. L’horloge de la borne est-elle à l’heure (timedatectl) ?"),
                              name);
    case PARVIS_KEY_EXPIRED:
      return g_strdup_printf (_ ("%s : périmé depuis le %s. %s"), name, day, remedy (key->role));
    case PARVIS_KEY_ABSENT:
      return g_strdup_printf (
          _ ("%s : non déclaré ; rien ne part. Complétez [trust] certificate et key, puis parvisctl enrol."), name);
    default:
      return g_strdup_printf ("%s\u00a0: %s", name, key->why);
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/kiosks/codes.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <string.h>

#include "base/secret.h"
#include "sync/base/sqlite-database.h"
#include "sync/hub/kiosks/register.h"

#define ALPHABET     "23456789ABCDEFGHJKMNPQRSTVWXYZ" /* nothing that looks or sounds like another */
#define CHARACTERS   20
#define GROUP        4
#define DIGEST_BYTES 32
#define SALT_BYTES   16
#define ROUNDS       1000 /* the code itself has the bits: this only makes it a password's hash and not a bare sum */
#define DAY          (24 * 3600)

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, PARVIS_HUB_STORE_ERROR, PARVIS_HUB_STORE_ERROR_FAILED, "libcrypto: PBKDF2, RAND");
  return FALSE;
}

static gboolean
make_code (char *code)
{
  const guint characters = sizeof ALPHABET - 1;

  for (guint i = 0; i < CHARACTERS;)
    {
      guint8 byte;

      if (RAND_bytes (&byte, 1) != 1)
        return FALSE;
      if (byte < 256 / characters * characters) /* each character as likely as another */
        code[i++] = ALPHABET[byte % characters];
    }
  code[CHARACTERS] = '\0';
  return TRUE;
}

/* FALSE when it cannot be one. */
static gboolean
tidy (const char *typed, char *code)
{
  guint length = 0;

  for (; *typed != '\0'; typed++)
    {
      char c = g_ascii_toupper (*typed);

      if (c == ' ' || c == '-')
        continue;
      if (length == CHARACTERS || strchr (ALPHABET, c) == NULL)
        return FALSE;
      code[length++] = c;
    }
  code[length] = '\0';
  return length == CHARACTERS;
}

static gboolean
digest (const char *code, GBytes *salt, guint8 *out)
{
  return PKCS5_PBKDF2_HMAC (code, CHARACTERS, g_bytes_get_data (salt, NULL), (int) g_bytes_get_size (salt), ROUNDS,
                            EVP_sha256 (), DIGEST_BYTES, out)
         == 1;
}

static gboolean
keep (ParvisHubStore *store, const char *kiosk, const char *code, gint64 now, gint64 until, GError **error)
{
  ParvisSqlite *database = parvis_hub_store_get_database (store);
  guint8 salt_bytes[SALT_BYTES], digest_bytes[DIGEST_BYTES];
  g_autoptr (ParvisTransaction) transaction = NULL;
  g_autoptr (ParvisStatement) statement = NULL;
  g_autoptr (GBytes) salt = NULL, kept = NULL;

  if (RAND_bytes (salt_bytes, sizeof salt_bytes) != 1)
    return fail (error);
  salt = g_bytes_new (salt_bytes, sizeof salt_bytes);
  if (!digest (code, salt, digest_bytes))
    return fail (error);
  kept = g_bytes_new (digest_bytes, sizeof digest_bytes);
  transaction = parvis_transaction_begin (database, error);
  statement = parvis_sqlite_prepare (
      database, "INSERT OR REPLACE INTO enrolment_codes (kiosk, salt, digest, expires_at) VALUES (?1, ?2, ?3, ?4)",
      error);
  if (transaction == NULL || statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, kiosk);
  parvis_statement_bind_bytes (statement, 2, salt);
  parvis_statement_bind_bytes (statement, 3, kept);
  parvis_statement_bind_int64 (statement, 4, until);
  return parvis_statement_run (statement, error)
         && parvis_hub_register_event (store, "authn_token_created", kiosk, "enrolment", now, error)
         && parvis_transaction_commit (transaction, error);
}

char *
parvis_hub_codes_make (ParvisHubStore *store, const char *kiosk, gint64 now, gint64 *until, GError **error)
{
  char code[CHARACTERS + 1];
  GString *grouped;

  *until = now + PARVIS_HUB_CODE_DAYS * DAY;
  if (!make_code (code) && !fail (error))
    return NULL;
  if (!keep (store, kiosk, code, now, *until, error))
    return NULL;
  grouped = g_string_new (NULL);
  for (guint i = 0; i < CHARACTERS; i += GROUP)
    g_string_append_printf (grouped, "%s%.*s", i > 0 ? "-" : "", GROUP, code + i);
  parvis_wipe (code, sizeof code);
  return g_string_free (grouped, FALSE);
}

static gboolean
fits (ParvisStatement *row, const char *code)
{
  g_autoptr (GBytes) kept = parvis_statement_get_bytes (row, 0);
  g_autoptr (GBytes) salt = parvis_statement_get_bytes (row, 1);
  guint8 made[DIGEST_BYTES];

  return kept != NULL && salt != NULL && g_bytes_get_size (kept) == DIGEST_BYTES && digest (code, salt, made)
         && CRYPTO_memcmp (made, g_bytes_get_data (kept, NULL), DIGEST_BYTES) == 0;
}

gboolean
parvis_hub_codes_check (ParvisHubStore *store, const char *kiosk, const char *typed, gint64 now,
                        ParvisHubCodeState *state, char **serial, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      parvis_hub_store_get_database (store),
      "SELECT digest, salt, serial FROM enrolment_codes WHERE kiosk = ?1 AND expires_at > ?2", error);
  char code[CHARACTERS + 1];
  gboolean row;

  *state = PARVIS_HUB_CODE_WRONG;
  *serial = NULL;
  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, kiosk);
  parvis_statement_bind_int64 (statement, 2, now);
  if (!parvis_statement_step (statement, &row, error))
    return FALSE;
  if (!row || !tidy (typed, code) || !fits (statement, code))
    return TRUE;
  *serial = parvis_statement_dup_text (statement, 2);
  *state = *serial != NULL ? PARVIS_HUB_CODE_USED : PARVIS_HUB_CODE_FRESH;
  return TRUE;
}

gboolean
parvis_hub_codes_use (ParvisHubStore *store, const char *kiosk, const char *serial, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      parvis_hub_store_get_database (store), "UPDATE enrolment_codes SET serial = ?2 WHERE kiosk = ?1", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, kiosk);
  parvis_statement_bind_text (statement, 2, serial);
  return parvis_statement_run (statement, error);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/kiosks/register.h"

#include <string.h>

#include "sync/base/sqlite-database.h"

#define SKEW 3600 /* our certificates begin an hour before they are made (sync/pki/pki.c) */

static const char *const origins[] = { "seen", "enrolled", "renewed" };
static const char *const whys[] = { "other", "compromise", "replaced", "retired" };

const char *
parvis_hub_origin_to_string (ParvisHubOrigin origin)
{
  return origins[origin];
}

const char *
parvis_hub_why_to_string (ParvisHubWhy why)
{
  return whys[why];
}

gboolean
parvis_hub_why_from_string (const char *text, ParvisHubWhy *why)
{
  for (guint i = 0; i < G_N_ELEMENTS (whys); i++)
    if (g_strcmp0 (text, whys[i]) == 0)
      {
        *why = (ParvisHubWhy) i;
        return TRUE;
      }
  return FALSE;
}

void
parvis_hub_certificate_free (ParvisHubCertificate *certificate)
{
  g_free (certificate->serial);
  g_free (certificate->kiosk);
  g_free (certificate);
}

static ParvisStatement *
prepare (ParvisHubStore *store, const char *sql, const char *first, GError **error)
{
  ParvisStatement *statement = parvis_sqlite_prepare (parvis_hub_store_get_database (store), sql, error);

  if (statement != NULL && first != NULL)
    parvis_statement_bind_text (statement, 1, first);
  return statement;
}

/* The number that @sql finds for @first; @fallback when there is no row. */
static gboolean
look_up (ParvisHubStore *store, const char *sql, const char *first, gint64 fallback, gint64 *number, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare (store, sql, first, error);
  gboolean row;

  if (statement == NULL || !parvis_statement_step (statement, &row, error))
    return FALSE;
  *number = row ? parvis_statement_get_int64 (statement, 0) : fallback;
  return TRUE;
}

/* What was done --------------------------------------------------------------------------------- */

gboolean
parvis_hub_register_event (ParvisHubStore *store, const char *event, const char *kiosk, const char *detail, gint64 now,
                           GError **error)
{
  g_autoptr (ParvisStatement) add
      = prepare (store, "INSERT INTO trust_events (event, kiosk, detail, at) VALUES (?1, ?2, ?3, ?4)", event, error);
  g_autoptr (ParvisStatement) drop
      = prepare (store, "DELETE FROM trust_events WHERE seq <= (SELECT max (seq) FROM trust_events) - ?1", NULL, error);

  if (add == NULL || drop == NULL)
    return FALSE;
  parvis_statement_bind_text (add, 2, kiosk);
  parvis_statement_bind_text (add, 3, detail);
  parvis_statement_bind_int64 (add, 4, now);
  parvis_statement_bind_int64 (drop, 1, PARVIS_HUB_REGISTER_EVENTS);
  return parvis_statement_run (add, error) && parvis_statement_run (drop, error);
}

gboolean
parvis_hub_register_events (ParvisHubStore *store, ParvisHubEventFunc each, gpointer user_data, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare (store, "SELECT at, event, kiosk, detail FROM trust_events ORDER BY seq", NULL, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (row)
    {
      if (!parvis_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        each (parvis_statement_get_int64 (statement, 0), parvis_statement_get_text (statement, 1),
              parvis_statement_get_text (statement, 2), parvis_statement_get_text (statement, 3), user_data);
    }
  return TRUE;
}

/* Noting ---------------------------------------------------------------------------------------- */

static gboolean
insert (ParvisHubStore *store, const ParvisHubCertificate *one, GBytes *der, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare (
      store,
      "INSERT OR IGNORE INTO certificates (serial, kiosk, not_before, not_after, noted_at, origin, certificate, "
      "revoked_at, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      one->serial, error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 2, one->kiosk);
  parvis_statement_bind_int64 (statement, 3, one->from);
  parvis_statement_bind_int64 (statement, 4, one->until);
  parvis_statement_bind_int64 (statement, 5, now);
  parvis_statement_bind_int64 (statement, 6, (gint64) one->origin);
  parvis_statement_bind_bytes (statement, 7, der);
  parvis_statement_bind_int64 (statement, 8, one->revoked_at);
  parvis_statement_bind_int64 (statement, 9, (gint64) one->why);
  return parvis_statement_run (statement, error);
}

static GBytes *
to_der (X509 *certificate)
{
  guint8 *der = NULL;
  int size = i2d_X509 (certificate, &der);
  GBytes *bytes = g_bytes_new (der, size > 0 ? (gsize) size : 0);

  OPENSSL_free (der);
  return bytes;
}

gboolean
parvis_hub_register_note (ParvisHubStore *store, X509 *certificate, const char *kiosk, ParvisHubOrigin origin,
                          gint64 now, GError **error)
{
  g_autofree char *serial = parvis_crypto_serial (certificate);
  g_autoptr (GBytes) der = to_der (certificate);
  ParvisHubCertificate one = { .serial = serial, .kiosk = (char *) kiosk, .origin = origin };

  if (parvis_crypto_read_time (X509_get0_notBefore (certificate), &one.from)
      && parvis_crypto_read_time (X509_get0_notAfter (certificate), &one.until))
    return insert (store, &one, der, now, error);
  g_set_error_literal (error, PARVIS_HUB_STORE_ERROR, PARVIS_HUB_STORE_ERROR_FAILED, "certificate without dates");
  return FALSE;
}

static gboolean
note_seen (ParvisHubStore *store, const ParvisHubCaller *caller, gint64 now, gboolean *revoked, GError **error)
{
  ParvisHubCertificate one
      = { .serial = caller->serial, .kiosk = caller->kiosk, .from = caller->from, .until = caller->until };
  gint64 last, why;

  if (!look_up (store, "SELECT at FROM revocations WHERE kiosk = ?1", caller->kiosk, 0, &last, error)
      || !look_up (store, "SELECT why FROM revocations WHERE kiosk = ?1", caller->kiosk, 0, &why, error))
    return FALSE;
  *revoked = caller->from + SKEW < last;
  if (*revoked)
    {
      one.revoked_at = last;
      one.why = (ParvisHubWhy) CLAMP (why, 0, (gint64) G_N_ELEMENTS (whys) - 1);
    }
  return insert (store, &one, NULL, now, error)
         && parvis_hub_register_event (store, *revoked ? "certificate_revoked" : "certificate_seen", caller->kiosk,
                                       caller->serial, now, error);
}

gboolean
parvis_hub_register_admit (ParvisHubStore *store, const ParvisHubCaller *caller, gint64 now, gboolean *revoked,
                           GError **error)
{
  gint64 at;

  if (!look_up (store, "SELECT revoked_at FROM certificates WHERE serial = ?1", caller->serial, -1, &at, error))
    return FALSE;
  *revoked = at > 0;
  return at >= 0 || note_seen (store, caller, now, revoked, error);
}

X509 *
parvis_hub_register_find (ParvisHubStore *store, const char *serial, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare (store, "SELECT certificate FROM certificates WHERE serial = ?1 AND revoked_at = 0", serial, error);
  g_autoptr (GBytes) der = NULL;
  const guint8 *data;
  gsize size = 0;
  gboolean row;

  if (statement == NULL || !parvis_statement_step (statement, &row, error) || !row)
    return NULL;
  der = parvis_statement_get_bytes (statement, 0);
  data = der != NULL ? g_bytes_get_data (der, &size) : NULL;
  return data != NULL ? d2i_X509 (NULL, &data, (long) size) : NULL;
}

/* Revoking -------------------------------------------------------------------------------------- */

static gboolean
run_revocation (ParvisHubStore *store, const char *sql, const char *kiosk, ParvisHubWhy why, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare (store, sql, kiosk, error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 2, now);
  parvis_statement_bind_int64 (statement, 3, (gint64) why);
  return parvis_statement_run (statement, error);
}

gboolean
parvis_hub_register_revoke (ParvisHubStore *store, const char *kiosk, ParvisHubWhy why, gint64 now, guint *count,
                            GError **error)
{
  ParvisSqlite *database = parvis_hub_store_get_database (store);
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (database, error);
  g_autoptr (ParvisStatement) codes = prepare (store, "DELETE FROM enrolment_codes WHERE kiosk = ?1", kiosk, error);
  g_autofree char *detail = NULL;

  if (transaction == NULL || codes == NULL || !parvis_statement_run (codes, error)
      || !run_revocation (store, "INSERT OR REPLACE INTO revocations (kiosk, at, why) VALUES (?1, ?2, ?3)", kiosk, why,
                          now, error)
      || !run_revocation (store,
                          "UPDATE certificates SET revoked_at = ?2, why = ?3 WHERE kiosk = ?1 AND revoked_at = 0",
                          kiosk, why, now, error))
    return FALSE;
  *count = (guint) parvis_sqlite_changes (database);
  detail = g_strdup_printf ("%u, %s", *count, whys[why]);
  return parvis_hub_register_event (store, "certificate_revoked", kiosk, detail, now, error)
         && parvis_transaction_commit (transaction, error);
}

gboolean
parvis_hub_register_find_revocation (ParvisHubStore *store, const char *serial, gint64 *at, ParvisHubWhy *why,
                                     GError **error)
{
  gint64 number;

  if (!look_up (store, "SELECT revoked_at FROM certificates WHERE serial = ?1", serial, 0, at, error)
      || !look_up (store, "SELECT why FROM certificates WHERE serial = ?1", serial, 0, &number, error))
    return FALSE;
  *why = (ParvisHubWhy) CLAMP (number, 0, (gint64) G_N_ELEMENTS (whys) - 1);
  return TRUE;
}

/* Listing --------------------------------------------------------------------------------------- */

static ParvisHubCertificate *
read_row (ParvisStatement *statement)
{
  ParvisHubCertificate *one = g_new0 (ParvisHubCertificate, 1);

  one->serial = parvis_statement_dup_text (statement, 0);
  one->kiosk = parvis_statement_dup_text (statement, 1);
  one->from = parvis_statement_get_int64 (statement, 2);
  one->until = parvis_statement_get_int64 (statement, 3);
  one->origin
      = (ParvisHubOrigin) CLAMP (parvis_statement_get_int64 (statement, 4), 0, (gint64) G_N_ELEMENTS (origins) - 1);
  one->revoked_at = parvis_statement_get_int64 (statement, 5);
  one->why = (ParvisHubWhy) CLAMP (parvis_statement_get_int64 (statement, 6), 0, (gint64) G_N_ELEMENTS (whys) - 1);
  return one;
}

GPtrArray *
parvis_hub_register_list (ParvisHubStore *store, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare (store,
                 "SELECT serial, kiosk, not_before, not_after, origin, revoked_at, why FROM "
                 "certificates ORDER BY kiosk, noted_at DESC, rowid DESC",
                 NULL, error);

  if (statement == NULL)
    return NULL;
  return parvis_statement_collect (statement, (ParvisReadRow) read_row, (GDestroyNotify) parvis_hub_certificate_free,
                                   error);
}

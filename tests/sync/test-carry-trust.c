/* SPDX-License-Identifier: EUPL-1.2
 *
 * Whose submissions a USB key brings: the central server decides as it does for the network, by the certificate that
 * signed the list. What is held is lost nowhere, and a person can say that it is good.
 */
#include <glib/gstdio.h>
#include <openssl/pem.h>
#include <string.h>

#include "sync/pki/crypto.h"
#include "sync/queue/carry.h"
#include "sync/town.h"

#define DAY 86400

typedef struct
{
  Town *town;
  ParvisOutbox *outbox;
  char *key;
} Desk;

static void
desk_init (Desk *desk)
{
  *desk = (Desk){ .town = town_new () };
  town_start_hub (desk->town); /* imports run beside it */
  desk->outbox = town_outbox (desk->town);
  desk->key = town_path (desk->town, "key");
  g_assert_cmpint (g_mkdir (desk->key, 0700), ==, 0);
}

static void
desk_clear (Desk *desk)
{
  parvis_outbox_free (desk->outbox);
  town_free (desk->town);
  g_free (desk->key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
queue (Desk *desk)
{
  g_autoptr (GBytes) envelope = town_envelope (desk->town, 100);
  g_autofree char *id = town_queue (desk->outbox, envelope);
}

/* As @kiosk, with these files of the town; %NULL: without a certificate. */
static void
export_as (Desk *desk, const char *kiosk, const char *certificate, const char *key)
{
  g_autofree char *pem = certificate != NULL ? town_path (desk->town, certificate) : NULL;
  g_autofree char *secret = key != NULL ? town_path (desk->town, key) : NULL;
  g_autoptr (GError) error = NULL;
  ParvisCarryTally tally;

  g_assert_true (parvis_carry_export (desk->outbox, kiosk, pem, secret, desk->key, 1000, NULL, NULL, &tally, &error));
  g_assert_no_error (error);
  g_assert_true (tally.signed_list == (certificate != NULL));
}

/* @accepted: (nullable) (transfer full) */
static char *
import (Desk *desk, int expected, const char *accepted)
{
  return town_run_hub (desk->town, expected, "import", desk->key, accepted != NULL ? "--accept" : NULL, accepted, NULL);
}

static void
assert_stored (Desk *desk, guint count)
{
  g_autofree char *list = town_list (desk->town);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (list), "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, count);
}

static void
assert_says (const char *said, const char *words)
{
  if (strstr (said, words) == NULL)
    g_error ("« %s » is not in: %s", words, said);
}

/* Held, with these words; nothing was taken, and nothing was left on the key. Then a person's word is enough. */
static void
assert_held_then_accepted (Desk *desk, const char *kiosk, const char *words, guint before, guint after)
{
  g_autofree char *held = import (desk, 1, NULL), *other = import (desk, 1, "borne-9"), *taken = NULL, *events = NULL;

  assert_says (held, words);
  assert_says (held, "restent sur la clé");
  assert_says (other, words);
  if (before > 0)
    assert_stored (desk, before);
  taken = import (desk, 0, kiosk);
  assert_stored (desk, after);
  events = town_run_hub (desk->town, 0, "kiosks", "--events", NULL);
  assert_says (events, "import_accepted");
}

/* A kiosk that was let in, and then stolen: what it hands out from then on waits for somebody to say where it is from.
 */
static void
test_stolen (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *first = NULL, *revoked = NULL;

  desk_init (&desk);
  queue (&desk);
  export_as (&desk, "borne-1", "kiosk.pem", "kiosk.key");
  first = import (&desk, 0, NULL); /* never seen on the network: its certificate is enough */
  assert_stored (&desk, 1);
  revoked = town_run_hub (desk.town, 0, "revoke", "borne-1", "--why", "compromise", NULL);
  queue (&desk);
  export_as (&desk, "borne-1", "kiosk.pem", "kiosk.key");
  assert_held_then_accepted (&desk, "borne-1", "a été révoquée le", 1, 2);
}

static void
test_not_signed (void)
{
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  queue (&desk);
  export_as (&desk, "borne-1", NULL, NULL);
  assert_held_then_accepted (&desk, "borne-1", "elle n’est pas signée", 0, 1);
}

static void
test_somebody_elses_name (void)
{
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  queue (&desk);
  export_as (&desk, "borne-2", "kiosk.pem", "kiosk.key");
  assert_held_then_accepted (&desk, "borne-2", "une autre borne l’a signée", 0, 1);
}

/* Of our CA, and yet no kiosk's. */
static void
test_no_kiosks_certificate (void)
{
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  queue (&desk);
  export_as (&desk, "borne-1", "server.pem", "server.key");
  assert_held_then_accepted (&desk, "borne-1", "rien ne prouve", 0, 1);
}

static void
test_list_changed (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *path = NULL, *text = NULL, *changed = NULL;
  g_auto (GStrv) halves = NULL;

  desk_init (&desk);
  queue (&desk);
  export_as (&desk, "borne-1", "kiosk.pem", "kiosk.key");
  path = g_build_filename (desk.key, "parvis-borne-1", "manifest.json", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  halves = g_strsplit (text, "1000", 2); /* when it was made */
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  changed = g_strjoinv ("1001", halves);
  g_assert_true (g_file_set_contents (path, changed, -1, NULL));
  assert_held_then_accepted (&desk, "borne-1", "altéré", 0, 1);
}

/* A kiosk without a network cannot renew its certificate: what it signed while that was good is good. */
static void
test_expired (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *kiosk = NULL, *ca = NULL, *old = NULL, *said = NULL;
  g_autoptr (X509) certificate = NULL;
  g_autoptr (EVP_PKEY) key = NULL;
  BIO *out;

  desk_init (&desk);
  kiosk = town_path (desk.town, "kiosk.pem");
  ca = town_path (desk.town, "ca.key");
  old = town_path (desk.town, "old.pem");
  certificate = parvis_crypto_load_certificate (kiosk, NULL, NULL);
  key = parvis_crypto_load_key (ca, NULL);
  /* After the CA's own beginning: an hour before it was made. */
  g_assert_nonnull (X509_gmtime_adj (X509_getm_notBefore (certificate), -3000));
  g_assert_nonnull (X509_gmtime_adj (X509_getm_notAfter (certificate), -60));
  g_assert_cmpint (X509_sign (certificate, key, EVP_sha256 ()), >, 0);
  out = BIO_new_file (old, "w");
  g_assert_cmpint (PEM_write_bio_X509 (out, certificate), ==, 1);
  BIO_free_all (out);
  queue (&desk);
  export_as (&desk, "borne-1", "old.pem", "kiosk.key");
  said = import (&desk, 0, NULL);
  assert_stored (&desk, 1);
}

/* One key, several kiosks: each fault is told, and the others are taken. */
static void
test_several_folders (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *folder = NULL, *path = NULL, *said = NULL, *again = NULL;

  desk_init (&desk);
  queue (&desk);
  export_as (&desk, "borne-0", NULL, NULL);
  export_as (&desk, "borne-1", "kiosk.pem", "kiosk.key");
  folder = g_build_filename (desk.key, "parvis-borne-2", NULL);
  path = g_build_filename (folder, "manifest.json", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "{", -1, NULL));
  said = import (&desk, 1, NULL);
  assert_says (said, "parvis-borne-0");
  assert_says (said, "elle n’est pas signée");
  assert_says (said, "parvis-borne-2");
  assert_says (said, "2 dossiers");
  assert_says (said, "reçues\u00a0: 1");
  assert_stored (&desk, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  again = import (&desk, 0, "borne-0"); /* the same submission, from another folder */
  assert_says (again, "déjà reçues\u00a0: 2");
  assert_stored (&desk, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carry-trust/stolen", test_stolen);
  g_test_add_func ("/carry-trust/not-signed", test_not_signed);
  g_test_add_func ("/carry-trust/somebody-elses-name", test_somebody_elses_name);
  g_test_add_func ("/carry-trust/no-kiosks-certificate", test_no_kiosks_certificate);
  g_test_add_func ("/carry-trust/list-changed", test_list_changed);
  g_test_add_func ("/carry-trust/expired", test_expired);
  g_test_add_func ("/carry-trust/several-folders", test_several_folders);
  return g_test_run ();
}

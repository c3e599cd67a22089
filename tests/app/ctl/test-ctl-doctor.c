/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl doctor with certificates, a queue and a configuration as they are made.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sync/content/distribution.h"
#include "sync/queue/contact.h"
#include "sync/queue/outbox.h"
#include "sync/pki/pki.h"
#include "sync/scratch.h"

#define CONFIG                                                                                                         \
  "[kiosk]\nid=borne-1\nstate=.\n[trust]\nca=ca.pem\nenvelope=envelope.pem\ncertificate=borne-1.pem\nkey=borne-1."     \
  "key\n"                                                                                                              \
  "[hub]\nurl=https://h/\n"

static char *
run (const Scratch *scratch, int status, gboolean json)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autofree char *out = NULL, *err = NULL;
  const char *argv[] = { program, "doctor", "--config", "parvis.conf", json ? "--json" : NULL, NULL };
  int got;

  g_assert_true (g_spawn_sync (scratch->folder, (char **) argv, NULL, 0, NULL, NULL, &out, &err, &got, NULL));
  if (!WIFEXITED (got) || WEXITSTATUS (got) != status)
    g_error ("status %d:\n%s%s", got, out, err);
  return g_steal_pointer (&out);
}

static void
assert_says (const char *out, const char *says)
{
  if (strstr (out, says) == NULL)
    g_error ("'%s' not said in:\n%s", says, out);
}

static void
test_no_config (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *out = run (scratch, 2, FALSE);

  assert_says (out, "panne      la configuration");
}

static void
make_trust (const Scratch *scratch, guint days)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_pki_init (scratch->folder, "Saint-Étienne", &error));
  g_assert_true (parvis_pki_issue (scratch->folder, PARVIS_PKI_ENVELOPE, "hub", NULL, 365, &error));
  g_assert_true (parvis_pki_issue (scratch->folder, PARVIS_PKI_KIOSK, "borne-1", NULL, days, &error));
  g_assert_no_error (error);
}

static void
test_findings (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *conf = scratch_write (
      scratch, "parvis.conf", CONFIG "[sound]\ncard=default\n[usb touch]\nid=0eef:0001\nlabel=Écran tactile\n");
  g_autofree char *path = scratch_path (scratch, "outbox.db"), *key = scratch_path (scratch, "borne-1.key");
  g_autofree char *out = NULL, *json = NULL, *later = NULL;
  const ParvisDistribution stale = { .serial = 1, .expires_at = 1 };
  g_autoptr (GBytes) envelope = g_bytes_new_static ("sealed", 6);
  g_autoptr (ParvisOutbox) outbox = NULL;

  make_trust (scratch, 10);
  out = run (scratch, 2, FALSE);
  assert_says (out, "OK         Configuration : borne « borne-1 »");
  assert_says (out, "OK         Autorité de la commune (Saint-Étienne – autorité Parvis)\u00a0: valable");
  assert_says (out, "attention  Certificat de la borne (borne-1)\u00a0: valable jusqu’au");
  assert_says (out, "panne      Contenu");
  assert_says (out, "parvisctl content install");
  assert_says (out, "attention  Adresses");
  assert_says (out, "pas encore faite");
  assert_says (out, "OK         Disque");
  assert_says (out, "o libres."); /* Go, Mo: never GB */
  assert_says (out, "panne      Voix : speech-dispatcher n’est pas là");
  assert_says (out, "(usb:touch)");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  outbox = parvis_outbox_open (path, NULL);
  g_assert_true (parvis_outbox_enqueue (outbox, "6ba7b810-9dad-41d1-80b4-00c04fd430c8", envelope, NULL));
  g_assert_true (parvis_outbox_mark_sending (outbox, "6ba7b810-9dad-41d1-80b4-00c04fd430c8", NULL));
  g_assert_true (parvis_outbox_mark_refused (outbox, "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "413", NULL));
  g_assert_true (parvis_distribution_write (outbox, &stale, NULL));
  g_remove (key);
  later = run (scratch, 2, FALSE);
  assert_says (later, "attention  File d’envoi : demandes refusées par le serveur : 1.");
  assert_says (later, "attention  Nouveaux contenus : la liste publiée est périmée");
  assert_says (later, "panne      Envoi : parvis-syncd ne tourne pas");
  assert_says (later, "panne      Certificat de la borne (borne-1)\u00a0: sa clé ");
  json = run (scratch, 2, TRUE);
  assert_says (json, "\"health\" : \"fault\"");
  assert_says (json, "\"code\" : \"syncd\"");
}

/* ---- the screen ---- */

static void
test_screen (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *wide = scratch_write (scratch, "parvis.conf", CONFIG "[kiosk]\nscreen-width-mm=150\n");
  g_autofree char *fits = run (scratch, 2, FALSE);
  g_autofree char *small = scratch_write (scratch, "parvis.conf", CONFIG "[kiosk]\nscreen-width-mm=91\n");
  g_autofree char *cut = run (scratch, 2, FALSE);

  assert_says (fits, "OK         Écran : 150 mm de large.");
  assert_says (cut, "panne      Écran : 91 mm de large, il en faut 150 au moins.");
}

/* ---- content by the network ---- */

#define URL "https://contenu.exemple.fr/"

static void
write_standing (ParvisOutbox *outbox, gint64 checked_at, gint64 expires_at, const char *trouble)
{
  const ParvisDistribution standing
      = { .highest = 7, .serial = 3, .source = (char *) URL, .expires_at = expires_at, .checked_at = checked_at };
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_distribution_write (outbox, &standing, &error));
  g_assert_true (parvis_distribution_set_trouble (outbox, trouble, g_get_real_time () / G_USEC_PER_SEC, &error));
  g_assert_no_error (error);
}

static void
assert_distribution (const Scratch *scratch, const char *says)
{
  g_autofree char *out = run (scratch, 2, FALSE);

  if (says != NULL)
    assert_says (out, says);
  else if (strstr (out, "Contenu par le réseau") != NULL)
    g_error ("said, although all is well:\n%s", out);
}

static void
test_distribution (void)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC, day = 24 * 3600;
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *conf = scratch_write (scratch, "parvis.conf", CONFIG "[content]\nurl=" URL "\n");
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, NULL);
  g_autoptr (GError) error = NULL;

  make_trust (scratch, 365);
  assert_distribution (scratch, "attention  Contenu par le réseau\u00a0: «\u00a0" URL "\u00a0» n’a jamais répondu.");
  write_standing (outbox, now, now + 30 * day, NULL);
  assert_distribution (scratch, NULL);
  write_standing (outbox, now - 3 * day, now + 30 * day, NULL);
  assert_distribution (scratch, "n’a rien donné depuis le");
  write_standing (outbox, now, now + 2 * day, NULL);
  assert_distribution (scratch, "(parvisctl content renew)");
  write_standing (outbox, now, now - day, NULL);
  assert_distribution (scratch, "panne      Contenu par le réseau\u00a0: la liste des versions est périmée depuis le");
  write_standing (outbox, now, now + 30 * day, "la signature n’est pas acceptée ; publiez de nouveau");
  assert_distribution (scratch, "la signature n’est pas acceptée ; publiez de nouveau");
  write_standing (outbox, now, now + 30 * day, NULL);
  g_assert_true (parvis_bundle_add (outbox, 8, URL, now + day, now, &error));
  assert_distribution (scratch, NULL);
  g_assert_true (parvis_bundle_decide (outbox, 8, PARVIS_BUNDLE_REFUSED, "themes.json manque", now, &error));
  assert_distribution (scratch, "la version 8 est refusée");
  g_assert_true (parvis_bundle_add (outbox, 9, URL, now + day, now - 2 * day, &error));
  assert_distribution (scratch, "Vérifiez que parvis-kiosk tourne");
  g_assert_true (parvis_bundle_decide (outbox, 9, PARVIS_BUNDLE_APPLIED, NULL, now, &error));
  assert_distribution (scratch, NULL);
}

/* No address is written, and the central server never had any: nothing to be said. */
static void
test_no_distribution (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *conf = scratch_write (scratch, "parvis.conf", CONFIG);
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, NULL);

  make_trust (scratch, 365);
  assert_distribution (scratch, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("SPEECHD_ADDRESS", "unix_socket:/nonexistent/socket", TRUE);
  g_test_add_func ("/ctl-doctor/no-config", test_no_config);
  g_test_add_func ("/ctl-doctor/findings", test_findings);
  g_test_add_func ("/ctl-doctor/screen", test_screen);
  g_test_add_func ("/ctl-doctor/distribution", test_distribution);
  g_test_add_func ("/ctl-doctor/no-distribution", test_no_distribution);
  return g_test_run ();
}

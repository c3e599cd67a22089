/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/keys.h"

#include <string.h>

#include "sync/pki-fixture.h"

#define DAY    86400
#define CONFIG "[kiosk]\nid=borne-1\n[trust]\nca=ca.pem\nenvelope=envelope.pem;second.pem\n"
#define PAIR   "certificate=borne-1.pem\nkey=borne-1.key\n"
#define HUB    "[hub]\nurl=https://h/\n"

static Scratch *
new_kiosk (const char *config)
{
  Scratch *scratch = fixture_new ();

  fixture_issue (scratch, PARVIS_PKI_KIOSK, "borne-1");
  g_assert_true (parvis_pki_issue (scratch->folder, PARVIS_PKI_ENVELOPE, "Agglo", "second", 30, NULL));
  g_free (scratch_write (scratch, "parvis.conf", config));
  return scratch;
}

/* "ca:good envelope:soon ...", as of so many days from now. */
static char *
list (const Scratch *scratch, int days)
{
  g_autofree char *path = scratch_path (scratch, "parvis.conf");
  g_autoptr (ParvisConfig) config = parvis_config_load (path, NULL);
  g_autoptr (GPtrArray) keys = parvis_keys_list (config, g_get_real_time () / G_USEC_PER_SEC + days * DAY);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      const ParvisKey *key = g_ptr_array_index (keys, i);
      g_autofree char *words = parvis_key_to_text (key);

      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_true ((key->state == PARVIS_KEY_UNFIT) == (key->why != NULL));
      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", parvis_key_role_to_string (key->role),
                              parvis_key_state_to_string (key->state));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_list (const Scratch *scratch, int days, const char *expected)
{
  g_autofree char *said = list (scratch, days);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_dates (void)
{
  g_autoptr (Scratch) scratch = new_kiosk (CONFIG PAIR HUB);

  fixture_set_dates (scratch, "envelope", 0, 60);
  fixture_set_dates (scratch, "second", 0, 100);
  fixture_set_dates (scratch, "borne-1", 0, 90);
  assert_list (scratch, 0, "ca:good envelope:good envelope:good kiosk:good");
  assert_list (scratch, 29, "ca:good envelope:good envelope:good kiosk:good");
  assert_list (scratch, 31, "ca:good envelope:soon envelope:good kiosk:good");
  assert_list (scratch, 54, "ca:good envelope:urgent envelope:good kiosk:good");
  assert_list (scratch, 61, "ca:good envelope:expired envelope:good kiosk:soon");
  assert_list (scratch, 91, "ca:good envelope:expired envelope:soon kiosk:expired");
  assert_list (scratch, -2, "ca:early envelope:early envelope:early kiosk:early");
  assert_list (scratch, PARVIS_PKI_CA_DAYS - 5, "ca:urgent envelope:expired envelope:expired kiosk:expired");
}

/* The authority was renewed with its own key after the kiosk's certificate had expired: that is expired, and nothing is
 * wrong with this machine's clock. */
static void
test_renewed_authority (void)
{
  g_autoptr (Scratch) scratch = new_kiosk (CONFIG PAIR HUB);

  fixture_set_dates (scratch, "envelope", 0, 100);
  fixture_set_dates (scratch, "borne-1", -100, -30);
  fixture_set_dates (scratch, "ca", -10, 1000);
  assert_list (scratch, 0, "ca:good envelope:good envelope:soon kiosk:expired");
}

static void
test_unfit (void)
{
  g_autoptr (Scratch) scratch = new_kiosk (CONFIG PAIR HUB);
  g_autoptr (Scratch) elsewhere = new_kiosk (CONFIG PAIR HUB);
  g_autofree char *copy = g_strdup_printf ("cp '%s/second.pem' .", elsewhere->folder);

  fixture_set_dates (scratch, "envelope", -1, 100);
  fixture_set_dates (scratch, "borne-1", -1, 100);
  g_free (fixture_shell (scratch, copy)); /* of another town hall */
  assert_list (scratch, 0, "ca:good envelope:good envelope:unfit kiosk:good");
  g_free (fixture_shell (
      scratch, "cp content.pem second.pem && cp content.key borne-1.key")); /* for something else; not its key */
  assert_list (scratch, 0, "ca:good envelope:good envelope:unfit kiosk:unfit");
  g_free (fixture_shell (scratch, "rm second.pem borne-1.key && echo x > ca.pem"));
  assert_list (scratch, 0, "ca:unfit envelope:unfit envelope:unfit kiosk:unfit");
}

static void
test_absent (void)
{
  g_autoptr (Scratch) scratch = new_kiosk (CONFIG HUB);

  assert_list (scratch, 0, "ca:good envelope:soon envelope:soon kiosk:absent");
}

/* Of two bundles that were fetched, the newest one's. */
static void
test_content (void)
{
  g_autoptr (Scratch) scratch = new_kiosk (CONFIG HUB "[kiosk]\nstate=.\n");

  g_free (fixture_shell (
      scratch,
      "mkdir -p content/9 content/10 content/11.part && echo hi | openssl cms -sign -binary -signer content.pem "
      "-inkey content.key -outform DER -out content/10/manifest.p7s && echo no > content/9/manifest.p7s"));
  assert_list (scratch, 0, "ca:good envelope:soon envelope:soon kiosk:absent content:soon");
  g_free (fixture_shell (scratch,
                         "echo hi | openssl cms -sign -binary -signer receipt.pem -inkey receipt.key -outform DER -out "
                         "content/10/manifest.p7s"));
  assert_list (scratch, 0, "ca:good envelope:soon envelope:soon kiosk:absent content:unfit");
  g_free (fixture_shell (
      scratch, "head -c 100 content/10/manifest.p7s > content/9/x && mv content/9/x content/10/manifest.p7s"));
  assert_list (scratch, 0, "ca:good envelope:soon envelope:soon kiosk:absent");
}

/* As openssl says it. */
static void
test_names (void)
{
  g_autoptr (Scratch) scratch = new_kiosk (CONFIG PAIR HUB);
  g_autofree char *path = scratch_path (scratch, "parvis.conf");
  g_autoptr (ParvisConfig) config = parvis_config_load (path, NULL);
  g_autoptr (GPtrArray) keys = parvis_keys_list (config, g_get_real_time () / G_USEC_PER_SEC);
  const ParvisKey *key = g_ptr_array_index (keys, 3);
  g_autofree char *serial = fixture_shell (scratch, "openssl x509 -in borne-1.pem -noout -serial");
  g_autofree char *print
      = fixture_shell (scratch, "openssl x509 -in borne-1.pem -noout -fingerprint -sha256 | tr -d : | tr A-F a-f");

  g_assert_cmpstr (key->subject, ==, "borne-1");
  g_assert_nonnull (strstr (serial, key->serial));
  g_assert_nonnull (strstr (print, key->sha256));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keys/dates", test_dates);
  g_test_add_func ("/keys/renewed-authority", test_renewed_authority);
  g_test_add_func ("/keys/unfit", test_unfit);
  g_test_add_func ("/keys/absent", test_absent);
  g_test_add_func ("/keys/content", test_content);
  g_test_add_func ("/keys/names", test_names);
  return g_test_run ();
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/config/config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sync/seal/recipients.h"
#include "sync/scratch.h"

#define MINIMAL                                                                                                        \
  "[kiosk]\nid=borne-1\n[trust]\nca=ca.pem\nenvelope=keys/envelope.pem\n[hub]\nurl=https://"                           \
  "hub.example:8443\n"

static void
test_defaults (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_write (scratch, "parvis.conf", MINIMAL);
  g_autofree char *envelope = scratch_path (scratch, "keys/envelope.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisConfig) config = parvis_config_load (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (parvis_config_kiosk_id (config), ==, "borne-1");
  g_assert_cmpstr (parvis_config_state_dir (config), ==, "/var/lib/parvis");
  g_assert_cmpstr (parvis_config_outbox_path (config), ==, "/var/lib/parvis/outbox.db");
  g_assert_cmpstr (parvis_config_catalog_path (config), ==, "/var/lib/parvis/catalog.db");
  g_assert_cmpstr (parvis_config_timezone (config), ==, "Europe/Paris");
  g_assert_cmpuint (parvis_config_idle_seconds (config), ==, 60);
  g_assert_cmpuint (parvis_config_warning_seconds (config), ==, 30);
  g_assert_cmpuint (parvis_config_screen_width_mm (config), ==, 0);
  g_assert_cmpstr (parvis_config_envelopes (config)[0], ==, envelope);
  g_assert_null (parvis_config_envelopes (config)[1]);
  g_assert_null (parvis_config_certificate (config));
  g_assert_null (parvis_config_key (config));
  g_assert_null (parvis_config_printer (config));
  g_assert_null (parvis_config_scanner (config));
  g_assert_null (parvis_config_receipt_printer (config));
  g_assert_null (parvis_config_card_reader (config));
  g_assert_cmpuint (parvis_config_usb (config)->len, ==, 0);
  g_assert_cmpstr (parvis_config_usb_allowed (config)[0], ==, "09");
  g_assert_null (parvis_config_usb_allowed (config)[1]);
  g_assert_null (parvis_config_screen_off (config));
  g_assert_cmpuint (parvis_config_screen_brightness (config), ==, 0);
  g_assert_cmpstr (parvis_config_backlight (config), ==, "/sys/class/backlight");
  g_assert_cmpstr (parvis_config_hub_url (config), ==, "https://hub.example:8443/");
}

static void
test_everything_said (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_write (
      scratch, "parvis.conf",
      "# une "
      "borne\n[kiosk]\nid=b\nstate=state\ntimezone=Indian/"
      "Reunion\nidle-seconds=10\nwarning-seconds=300\nscreen-width-mm=270\n"
      "[trust]\nca=/etc/ca.pem\nenvelope=e.pem\ncertificate=b.pem\nkey=b.key\n"
      "[hub]\nurl=http://localhost:9000/base/"
      "\n[devices]\nprinter=Accueil\nscanner=\n[screen]\noff=22:00-06:30\nbrightness=80\nbacklight=panneau\n");
  g_autofree char *state = scratch_path (scratch, "state");
  g_autofree char *key = scratch_path (scratch, "b.key");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisConfig) config = parvis_config_load (path, &error);
  g_autoptr (ParvisConfig) again = NULL;

  g_assert_no_error (error);
  again = parvis_config_ref (config);
  g_assert_cmpstr (parvis_config_state_dir (again), ==, state);
  g_assert_cmpstr (parvis_config_timezone (again), ==, "Indian/Reunion");
  g_assert_cmpuint (parvis_config_idle_seconds (again), ==, 10);
  g_assert_cmpuint (parvis_config_warning_seconds (again), ==, 300);
  g_assert_cmpuint (parvis_config_screen_width_mm (again), ==, 270);
  g_assert_cmpstr (parvis_config_ca (again), ==, "/etc/ca.pem");
  g_assert_cmpstr (parvis_config_key (again), ==, key);
  g_assert_cmpstr (parvis_config_hub_url (again), ==, "http://localhost:9000/base/");
  g_assert_cmpstr (parvis_config_printer (again), ==, "Accueil");
  g_assert_null (parvis_config_scanner (again));
  g_assert_cmpstr (parvis_config_screen_off (again), ==, "22:00-06:30");
  g_assert_cmpuint (parvis_config_screen_brightness (again), ==, 80);
}

static void
test_recipients (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path
      = scratch_write (scratch, "parvis.conf", MINIMAL "[trust]\nenvelope = a.pem; keys ;/etc/b.pem;\n");
  g_autofree char *keys = scratch_path (scratch, "keys");
  g_autofree char *joined = NULL, *names = NULL;
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (ParvisConfig) config = NULL;
  g_auto (GStrv) files = NULL;

  g_assert_cmpint (g_mkdir (keys, 0700), ==, 0);
  g_free (scratch_write (scratch, "keys/z.pem", ""));
  g_free (scratch_write (scratch, "keys/c.pem", ""));
  g_free (scratch_write (scratch, "keys/c.key", ""));
  config = parvis_config_load (path, NULL);
  joined = g_strjoinv (" ", (char **) parvis_config_envelopes (config));
  g_string_append_printf (expected, "%s/a.pem %s /etc/b.pem", scratch->folder, keys);
  g_assert_cmpstr (joined, ==, expected->str);
  files = parvis_recipients_files (config);
  names = g_strjoinv (" ", files);
  g_string_printf (expected, "%s/a.pem %s/c.pem %s/z.pem /etc/b.pem", scratch->folder, keys, keys);
  g_assert_cmpstr (names, ==, expected->str);
}

static void
assert_usb (const ParvisConfig *config, guint i, const char *expected)
{
  const ParvisConfigUsb *usb = g_ptr_array_index (parvis_config_usb (config), i);
  g_autofree char *said = g_strdup_printf ("%s|%s|%s|%04x:%04x|%s|%s", usb->name, usb->label, usb->role, usb->vendor,
                                           usb->product, usb->port, usb->serial);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_devices (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path
      = scratch_write (scratch, "parvis.conf",
                       MINIMAL "[devices]\nreceipt-printer=usb:04b8:0202:X1\ncard-reader=any\n[usb]\n"
                               "allow = hub,0BDA:5411 , e0\n# deux lecteurs\n[usb card-left]\nid=072F:223b\n"
                               "label=Lecteur de gauche\nport=1-1.4\nrole=card-reader\n[usb card-right]\r\n"
                               "id=072f:223b\nport=2-1\nserial=A B\nrole=\n[hub]\nretention-days=3\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisConfig) config = parvis_config_load (path, &error);
  g_autofree char *allowed = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (parvis_config_receipt_printer (config), ==, "usb:04b8:0202:X1");
  g_assert_cmpstr (parvis_config_card_reader (config), ==, "any");
  g_assert_null (parvis_config_csca (config));
  g_assert_cmpuint (parvis_config_usb (config)->len, ==, 2);
  assert_usb (config, 0, "card-left|Lecteur de gauche|card-reader|072f:223b|1-1.4|(null)");
  assert_usb (config, 1, "card-right|card-right|other|072f:223b|2-1|A B");
  allowed = g_strjoinv (" ", (char **) parvis_config_usb_allowed (config));
  g_assert_cmpstr (allowed, ==, "09 0bda:5411 e0");
  g_assert_cmpuint (parvis_config_retention_days (config), ==, 3);
}

static void
test_content (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *few = scratch_write (scratch, "few.conf", MINIMAL);
  g_autofree char *path = scratch_write (
      scratch, "parvis.conf",
      MINIMAL "[content]\nurl=https://contenu.exemple.fr/bornes\ngroup=pilote\nhour=08:30\nevery=0\nmetered=yes\n"
              "ca=web.pem\n");
  g_autofree char *ca = scratch_path (scratch, "web.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisConfig) unsaid = parvis_config_load (few, &error);
  g_autoptr (ParvisConfig) said = parvis_config_load (path, &error);
  const ParvisContentConfig *content;

  g_assert_no_error (error);
  content = parvis_config_content (unsaid);
  g_assert_true (content->of_hub);
  g_assert_cmpstr (content->url, ==, "https://hub.example:8443/v1/content/");
  g_assert_null (content->group);
  g_assert_cmpuint (content->every, ==, 15);
  g_assert_false (content->metered);
  content = parvis_config_content (said);
  g_assert_false (content->of_hub);
  g_assert_cmpstr (content->url, ==, "https://contenu.exemple.fr/bornes/");
  g_assert_cmpstr (content->group, ==, "pilote");
  g_assert_cmpuint (content->minute, ==, 8 * 60 + 30);
  g_assert_cmpuint (content->every, ==, 0);
  g_assert_true (content->metered);
  g_assert_cmpstr (content->ca, ==, ca);
}

/* What is appended to, or replaces, the minimal file, and the words the message must hold. */
static const struct
{
  const char *text;
  const char *names;
} faults[] = {
  { MINIMAL "[content]\nevery=4\n", "every" },
  { MINIMAL "[content]\nevery=1441\n", "every" },
  { MINIMAL "[content]\nevery=souvent\n", "every" },
  { MINIMAL "[content]\nhour=24:00\n", "hour" },
  { MINIMAL "[content]\nurl=http://contenu.exemple.fr/\n", "url" },
  { MINIMAL "[content]\nurl=https://contenu.exemple.fr/?a=b\n", "url" },
  { MINIMAL "[content]\ngroup=Pilote 1\n", "group" },
  { MINIMAL "[content]\nmetered=oui\n", "metered" },
  { MINIMAL "[content]\ncouleur=bleu\n", "couleur" },
  { MINIMAL "[divers]\na=b\n", "[divers]" },
  { MINIMAL "[devices]\nprinteur=x\n", "printeur" },
  { MINIMAL "[kiosk]\ntimezone=Paris/Europe\n", "timezone" },
  { MINIMAL "[kiosk]\nidle-seconds=9\n", "idle-seconds" },
  { MINIMAL "[kiosk]\nidle-seconds=601\n", "idle-seconds" },
  { MINIMAL "[kiosk]\nwarning-seconds=douze\n", "warning-seconds" },
  { MINIMAL "[kiosk]\nscreen-width-mm=-1\n", "screen-width-mm" },
  { MINIMAL "[screen]\noff=22h-6h\n", "[screen] off" },
  { MINIMAL "[screen]\noff=22:00-24:00\n", "22:00-06:30" },
  { MINIMAL "[screen]\nbrightness=101\n", "brightness" },
  { MINIMAL "[kiosk]\nid=Borne 1\n", "[kiosk] id" },
  { MINIMAL "[trust]\nkey=b.key\n", "certificate" },
  { MINIMAL "[trust]\nenvelope=;\n", "[trust] envelope" },
  { MINIMAL "[trust]\nenvelope=a.pem;b.pem;./a.pem\n", "deux fois" },
  { MINIMAL "[trust]\nenvelope=a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p;q\n", "16" },
  { MINIMAL "[hub]\nurl=http://hub.example/\n", "https://" },
  { MINIMAL "[hub]\nurl=https://\n", "https://" },
  { MINIMAL "[hub]\nurl=https://hub.example/?a=b\n", "https://" },
  { MINIMAL "[kiosk]\nid=\\x\n", "[kiosk] id" },
  { MINIMAL "[devices]\nreceipt-printer=usb:04B8:0202\n", "receipt-printer" },
  { MINIMAL "[devices]\nreceipt-printer=/dev/usb/lp0\n", "tcp:imprimante.exemple.fr:9100" },
  { MINIMAL "[devices]\nreceipt-printer=tcp:printer\n", "receipt-printer" },
  { MINIMAL "[devices]\nreceipt-printer=tcp:printer:9100:\n", "receipt-printer" },
  { MINIMAL "[devices]\nreceipt-printer=tcp:fe80::1:9100\n", "receipt-printer" },
  /* MINIMAL has 7 lines. */
  { MINIMAL "[usb]\nallow=hub\nid=04b8:0202\n", "ligne 10 : la clé « id »" },
  { MINIMAL "[usb]\nallow=hub, clavier\n", "ligne 9 : « allow=…clavier…" },
  { MINIMAL "[usb]\nallow=hub\n[usb a]\nid=1:2\n", "ligne 11 : « id=1:2 »" },
  { MINIMAL "[usb]\n[usb a]\nid=04b8:0202\n[usb]\n", "ligne 11 : [usb] est déjà dit" },
  { MINIMAL "[usb a]\nlabel=Lecteur\n", "ligne 8 : [usb a] n’a pas de clé « id »" },
  { MINIMAL "[usb a]\n[usb b]\nid=04b8:0202\n", "ligne 8 : [usb a] n’a pas" },
  { MINIMAL "[usb Lecteur]\nid=04b8:0202\n", "ligne 8 : « Lecteur »" },
  { MINIMAL "[usb ]\nid=04b8:0202\n", "ligne 8 : «  »" },
  { MINIMAL "[usb a]\nid=04b8:0202\n[usb a]\nid=04b8:0203\n", "ligne 10 : [usb a] est déjà dit" },
  { MINIMAL "[usb a]\nid=04b8:0202\nid=04b8:0203\n", "ligne 10 : « id » est déjà dit" },
  { MINIMAL "[usb a]\nid=04b8:0202\nport=4\n", "ligne 10 : « port=4 »" },
  { MINIMAL "[usb a]\nid=04b8:0202\nrole=fax\n", "ligne 10 : « role=fax »" },
  { MINIMAL "[usb a]\nid=04b8:0202\nserial=\t\a\n", "ligne 10 : « serial »" },
  { MINIMAL "[usb a]\nid=04b8:0202\nport=1-1\n\n[usb b]\nid=04B8:0202\nserial=X\n", "ligne 12 : [usb a] et [usb b]" },
  { MINIMAL "[usb a]\nid=04b8:0202\ncolour=red\n", "ligne 10 : la clé « colour »" },
  { "[kiosk]\nid=a\n[trust]\nca=c\nenvelope=e\n", "url" },
  { "[kiosk]\nid=a\n[trust]\nca=\nenvelope=e\n[hub]\nurl=https://h/\n", "ca" },
  { "", "id" },
  { "id=a\n", "parvis.conf" },
  { "\xff\xfe", "parvis.conf" },
};

static void
test_faults (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = scratch_write (scratch, "parvis.conf", faults[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (parvis_config_load (path, &error));
      g_assert_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID);
      if (strstr (error->message, faults[i].names) == NULL)
        g_error ("fault %" G_GSIZE_FORMAT ": '%s' not named in: %s", i, faults[i].names, error->message);
    }
}

static void
test_too_large (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *filler = g_strnfill (64 * 1024 + 1, '#');
  g_autofree char *path = scratch_write (scratch, "parvis.conf", filler);
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_config_load (path, &error));
  g_assert_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID);
}

static void
test_where (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_write (scratch, "elsewhere.conf", MINIMAL);
  g_autofree char *missing = scratch_path (scratch, "missing.conf");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisConfig) config = NULL;

  g_setenv ("PARVIS_CONFIG", path, TRUE);
  config = parvis_config_load (NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (config);
  g_assert_null (parvis_config_load (missing, &error));
  g_assert_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_UNREADABLE);
  g_unsetenv ("PARVIS_CONFIG");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/defaults", test_defaults);
  g_test_add_func ("/config/everything-said", test_everything_said);
  g_test_add_func ("/config/content", test_content);
  g_test_add_func ("/config/recipients", test_recipients);
  g_test_add_func ("/config/devices", test_devices);
  g_test_add_func ("/config/faults", test_faults);
  g_test_add_func ("/config/too-large", test_too_large);
  g_test_add_func ("/config/where", test_where);
  return g_test_run ();
}

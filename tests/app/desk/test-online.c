/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the counter understands by itself, and what it says without a town hall at the other end.
 */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "app/desk/counter.h"
#include "app/desk/online.h"
#include "app/online/phone-file.h"
#include "sync/queue/contact.h"

static void
test_read_code (void)
{
  static const struct
  {
    const char *typed, *code, *advice;
  } cases[] = {
    { "7F4K 29QX", "7F4K 29QX", NULL },
    { " 7f4k-29qx ", "7F4K 29QX", NULL },
    { "7F4K\u00a029QX", "7F4K 29QX", NULL },
    { "7F4K 29Q", NULL, "Il manque" },
    { "7F4K 29QXX", NULL, "C’est trop long" },
    { "7F4K 29QO", NULL, "Un numéro de suivi n’a ni la lettre O ni le chiffre 0." },
    { "7F4K 29Q0", NULL, "Un numéro de suivi n’a ni la lettre O ni le chiffre 0." },
    { "lF4K 29QX", NULL, "Un numéro de suivi n’a ni I, ni L, ni le chiffre 1." },
    { "7F4K 29é", NULL, "Un numéro de suivi n’a que des lettres et des chiffres, sans « É »." },
    { "", NULL, "Écrivez" },
    { "\xff\xfe", NULL, "Écrivez" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *advice = NULL;
      g_autofree char *code = parvis_desk_read_code (cases[i].typed, &advice);

      g_assert_cmpstr (code, ==, cases[i].code);
      g_assert_true (cases[i].advice == NULL ? advice == NULL : g_str_has_prefix (advice, cases[i].advice));
    }
}

/* The receipt's own QR code, whole and in lines; and as a scanner made for another keyboard mangles it. */
static void
test_find_code (void)
{
  g_autoptr (ParvisSlip) slip = parvis_slip_new ();
  g_autofree char *text = NULL, *whole = NULL;
  const char *const good[] = { "7f4k29qx", "Numéro de suivi : 7F4K 29QX", "Numro de suivi ; 7F4K 29QX" };
  const char *const none[] = { "Mairie de Saint-Aubin", "Téléphone : 02 99 00 00 10",
                               "Enregistré le dimanche 22 novembre 2026", "", "\xff" };

  slip->commune = g_strdup ("Mairie de Saint-Aubin-du-Parvis");
  slip->title = g_strdup ("Signaler un problème dans la rue");
  slip->code = g_strdup ("7F4K 29QX");
  slip->submitted_on = g_strdup ("dimanche 22 novembre 2026 à 14 h 36");
  slip->office_phone = g_strdup ("02 99 00 00 10");
  text = parvis_slip_qr_text (slip);
  whole = parvis_desk_find_code (text);
  g_assert_cmpstr (whole, ==, "7F4K 29QX");
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *code = parvis_desk_find_code (good[i]);

      g_assert_cmpstr (code, ==, "7F4K 29QX");
    }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_null (parvis_desk_find_code (none[i]));
}

/* What a telephone sent ---------------------------------------------------------------------------- */

static GBytes *
make_picture (int width, int height, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *data;
  gsize size;

  gdk_pixbuf_fill (pixbuf, 0xff0000ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, NULL, NULL));
  return g_bytes_new_take (data, size);
}

static ParvisPhoneFileVerdict
judge (GBytes *bytes, const char *described, ParvisValue **file)
{
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  g_autoptr (GBytes) json = g_bytes_new (described, strlen (described));

  g_assert_true (parvis_parcel_add (parcel, "file", bytes, NULL));
  g_assert_true (parvis_parcel_add (parcel, "file.json", json, NULL));
  return parvis_phone_file_read (parcel, "papier-1", file);
}

static void
test_phone_file (void)
{
  g_autoptr (GBytes) jpeg = make_picture (40, 30, "jpeg");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (jpeg, 0, 20);
  g_autoptr (GBytes) png = make_picture (40, 30, "png");
  g_autoptr (GBytes) text = g_bytes_new_static ("bonjour", 7);
  g_autoptr (GBytes) heavy = g_bytes_new_take (g_malloc0 (10 * 1024 * 1024 + 1), 10 * 1024 * 1024 + 1);
  g_autoptr (ParvisValue) file = NULL;
  g_autoptr (ParvisValue) unnamed = NULL;
  g_autofree guint8 *bomb_data = g_memdup2 (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  g_autoptr (GBytes) bomb = NULL;

  g_assert_cmpint (judge (jpeg, "{\"name\":\"facture.jpg\",\"type\":\"text/html\"}", &file), ==,
                   PARVIS_PHONE_FILE_GOOD);
  g_assert_cmpstr (parvis_value_filename (file), ==, "facture.jpg");
  g_assert_cmpstr (parvis_value_media_type (file), ==, "image/jpeg"); /* what it is, not what is said */
  g_assert_cmpint (judge (png, "pas du JSON", &unnamed), ==, PARVIS_PHONE_FILE_GOOD);
  g_assert_cmpstr (parvis_value_filename (unnamed), ==, "papier-1.png");
  g_assert_cmpint (judge (text, "{}", NULL), ==, PARVIS_PHONE_FILE_WRONG_TYPE);
  g_assert_cmpint (judge (cut, "{}", NULL), ==, PARVIS_PHONE_FILE_UNREADABLE);
  g_assert_cmpint (judge (heavy, "{}", NULL), ==, PARVIS_PHONE_FILE_TOO_LARGE);
  bomb_data[16] = bomb_data[20] = 0x00; /* IHDR: 65,000 x 65,000 */
  bomb_data[18] = bomb_data[22] = 0xfd;
  bomb = g_bytes_new (bomb_data, g_bytes_get_size (png));
  g_assert_cmpint (judge (bomb, "{}", NULL), ==, PARVIS_PHONE_FILE_UNREADABLE);
}

/* Without the town hall ----------------------------------------------------------------------------- */

static void
test_offline (Counter *counter, gconstpointer devices)
{
  CounterAnswer answer = { counter, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *later = NULL, *not_now = NULL;

  g_assert_false (parvis_desk_is_online (counter->desk));
  g_assert_cmpint (parvis_desk_worth (counter->desk, FALSE, &later), ==, PARVIS_WORTH_LATER);
  g_assert_cmpint (parvis_desk_worth (counter->desk, TRUE, &not_now), ==, PARVIS_WORTH_NOT_NOW);
  g_assert_cmpstr (later, ==, "Vous pouvez la faire maintenant. Elle partira dès que la connexion reviendra.");
  g_assert_true (g_str_has_prefix (not_now, "Pas disponible pour le moment"));
  parvis_desk_track_async (counter->desk, "7F4K 29QX", NULL, counter_on_answer, &answer);
  g_main_loop_run (counter->loop);
  g_assert_null (parvis_desk_track_finish (counter->desk, answer.result, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  g_object_unref (answer.result);
}

static void
on_notify (ParvisDesk *desk, GParamSpec *pspec, guint *times)
{
  ++*times;
}

/* parvis-syncd's word, by event, with its hour. */
static void
test_online (Counter *counter, gconstpointer devices)
{
  g_autofree char *path = counter_path (counter, "outbox.db"), *sentence = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);
  guint times = 0;

  g_signal_connect (counter->desk, "notify::online", G_CALLBACK (on_notify), &times);
  g_assert_true (parvis_contact_note (outbox, TRUE, 1795359360, &error));
  while (times == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (parvis_desk_is_online (counter->desk));
  g_assert_cmpint (parvis_desk_last_contact (counter->desk), ==, 1795359360);
  g_assert_cmpint (parvis_desk_worth (counter->desk, TRUE, NULL), ==, PARVIS_WORTH_NOW);
  g_assert_true (parvis_contact_note (outbox, FALSE, 1795359400, &error));
  while (times == 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (parvis_desk_worth (counter->desk, TRUE, &sentence), ==, PARVIS_WORTH_NOT_NOW);
  g_assert_nonnull (strstr (sentence, "Dernière connexion"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/online/read-code", test_read_code);
  g_test_add_func ("/online/find-code", test_find_code);
  g_test_add_func ("/online/phone-file", test_phone_file);
  g_test_add ("/online/offline", Counter, "", counter_set_up, test_offline, counter_tear_down);
  g_test_add ("/online/online", Counter, "", counter_set_up, test_online, counter_tear_down);
  return g_test_run ();
}

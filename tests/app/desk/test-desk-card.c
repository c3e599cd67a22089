/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a card says becomes what a person reads: which of the town's cards it is, and what to know of an identity
 * document.
 */
#include <string.h>

#include "app/desk/card-identity.h"
#include "app/desk/card-pass.h"
#include "drivers/card/pass.h"

#define KEY "une clé pour les essais"

static const guint8 uid[] = { 0x04, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6 };

/* ---- passes ---- */

static ParvisPass *
new_pass (const char *id, const char *name, const char *uri)
{
  ParvisPass *pass = g_new0 (ParvisPass, 1);

  pass->id = g_strdup (id);
  pass->name = g_strdup (name);
  pass->uri = g_strdup (uri);
  return pass;
}

/* A youth pass by its address, a library card that has a number of a card, a town card that tells none. */
static ParvisCardPasses *
open_passes (const char *wanted, GError **error)
{
  GPtrArray *passes = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_pass_free);
  ParvisPass *library = new_pass ("library", "Médiathèque", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (uid, sizeof uid);
  g_autofree char *digest = parvis_pass_uid_digest (bytes, KEY);

  library->uid_key = g_strdup (KEY);
  library->uid_digests = g_strsplit (digest, " ", -1);
  library->uid_numbers = g_strsplit ("B-0042", " ", -1);
  g_ptr_array_add (passes, new_pass ("youth", "Pass Jeune", "https://pass.example/j/"));
  g_ptr_array_add (passes, new_pass ("town", "Carte de ville", "https://pass.example/v/"));
  g_ptr_array_add (passes, library);
  return parvis_card_passes_new (passes, wanted, error);
}

/* A card that says @address; %NULL: its UID alone. */
static ParvisTag *
new_tag (const char *address, const guint8 *bytes, gsize length)
{
  ParvisTag *tag = g_new0 (ParvisTag, 1);
  ParvisNdefRecord *record = g_new0 (ParvisNdefRecord, 1);

  tag->records = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_ndef_record_free);
  tag->uid = g_bytes_new (bytes, length);
  record->kind = address != NULL ? PARVIS_NDEF_URI : PARVIS_NDEF_OTHER;
  record->type = g_strdup ("");
  record->text = g_strdup (address);
  g_ptr_array_add (tag->records, record);
  return tag;
}

static void
test_pass (void)
{
  static const struct
  {
    const char *wanted, *address;
    gboolean listed;
    const char *number, *sentence; /* one of them */
    int code;
  } rows[] = {
    { "youth", "https://pass.example/j/JEUNE-0042", FALSE, "JEUNE-0042", NULL, 0 },
    { "library", NULL, TRUE, "B-0042", NULL, 0 },
    { "youth", NULL, TRUE, NULL,
      "C’est la carte «\u00a0Médiathèque\u00a0». Ici, il faut la carte «\u00a0Pass Jeune\u00a0».",
      PARVIS_CARD_READING_OTHER_CARD },
    { "youth", "https://autre.example/", FALSE, NULL, "Ce n’est pas la carte «\u00a0Pass Jeune\u00a0».",
      PARVIS_CARD_READING_OTHER_CARD },
    { "youth", NULL, FALSE, NULL, "Ce n’est pas la carte", PARVIS_CARD_READING_OTHER_CARD },
    { "town", "https://pass.example/v/", FALSE, NULL, "Cette carte ne dit pas son numéro",
      PARVIS_CARD_READING_USELESS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ParvisCardPasses) passes = open_passes (rows[i].wanted, &error);
      g_autoptr (ParvisTag) tag = new_tag (rows[i].address, uid, rows[i].listed ? sizeof uid : 4);
      g_autoptr (ParvisSecret) number = NULL;

      g_assert_no_error (error);
      number = parvis_card_passes_read (passes, tag, &error);
      g_assert_cmpstr (number, ==, rows[i].number);
      if (rows[i].number != NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, PARVIS_CARD_READING_ERROR, rows[i].code);
          g_assert_true (g_str_has_prefix (error->message, rows[i].sentence));
        }
    }
}

static void
test_pass_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_passes ("pool", &error));
  g_assert_error (error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_USELESS);
}

/* What a reader or a card does wrong is told as of any card; nothing of identity documents is said. */
static void
test_pass_failures (void)
{
  static const struct
  {
    ParvisCardError cause;
    int code;
  } rows[] = {
    { PARVIS_CARD_ERROR_REMOVED, PARVIS_CARD_READING_AGAIN },
    { PARVIS_CARD_ERROR_MUTE, PARVIS_CARD_READING_AGAIN },
    { PARVIS_CARD_ERROR_PROTOCOL, PARVIS_CARD_READING_AGAIN },
    { PARVIS_CARD_ERROR_UNSUPPORTED, PARVIS_CARD_READING_OTHER_CARD },
    { PARVIS_CARD_ERROR_NO_SERVICE, PARVIS_CARD_READING_NO_READER },
  };
  g_autoptr (ParvisCardPasses) passes = open_passes ("youth", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) cause = g_error_new_literal (PARVIS_CARD_ERROR, (int) rows[i].cause, "x");
      g_autoptr (GError) error = parvis_card_passes_error_new (passes, cause);

      g_assert_error (error, PARVIS_CARD_READING_ERROR, rows[i].code);
      g_assert_null (strstr (error->message, "identité"));
    }
}

/* ---- identity documents ---- */

static void
test_remarks (void)
{
  g_autoptr (ParvisIdentity) identity = parvis_identity_new ();
  g_autoptr (ParvisCardIdentity) plain = NULL, all = NULL;

  identity->name = g_strdup ("BENNELONG WOOLOOMOOLOO");
  identity->given_names = g_strdup ("ANNA");
  identity->birth = (ParvisIdentityDate){ 2023, 3, 15 };
  identity->trust = PARVIS_IDENTITY_VERIFIED;
  plain = parvis_card_identity_new (identity);
  g_assert_cmpuint (g_strv_length (plain->remarks), ==, 0);
  identity->truncated = identity->century_unsure = TRUE;
  identity->trust = PARVIS_IDENTITY_UNCHECKED;
  all = parvis_card_identity_new (identity);
  g_assert_cmpuint (g_strv_length (all->remarks), ==, 3);
  g_assert_nonnull (strstr (all->remarks[0], "peut-être coupés"));
  g_assert_nonnull (strstr (all->remarks[1], "Vérifiez l’année"));
  g_assert_nonnull (strstr (all->remarks[2], "signé"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/pass", test_pass);
  g_test_add_func ("/card/pass-unknown", test_pass_unknown);
  g_test_add_func ("/card/pass-failures", test_pass_failures);
  g_test_add_func ("/card/remarks", test_remarks);
  return g_test_run ();
}

/* SPDX-License-Identifier: EUPL-1.2
 *
 * The hub's register of certificates and its one-time codes, over time.
 */
#include "sync/base/name.h"
#include "sync/hub/kiosks/register.h"

#include <string.h>

#include "sync/hub/kiosks/codes.h"
#include "sync/hub/http/limit.h"
#include "sync/pki-fixture.h"

#define NOW G_GINT64_CONSTANT (1800000000)
#define DAY 86400

static ParvisHubStore *
open_store (const Scratch *scratch)
{
  g_autoptr (GError) error = NULL;
  ParvisHubStore *store = parvis_hub_store_open (scratch->folder, &error);

  g_assert_no_error (error);
  return store;
}

static ParvisHubCodeState
check (ParvisHubStore *store, const char *kiosk, const char *code, gint64 at)
{
  ParvisHubCodeState state = PARVIS_HUB_CODE_WRONG;
  g_autofree char *serial = NULL;

  g_assert_true (parvis_hub_codes_check (store, kiosk, code, at, &state, &serial, NULL));
  g_assert_true ((state == PARVIS_HUB_CODE_USED) == (serial != NULL));
  return state;
}

static void
test_codes (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autoptr (ParvisHubStore) store = open_store (scratch);
  gint64 until = 0;
  g_autofree char *code = parvis_hub_codes_make (store, "borne-1", NOW, &until, NULL);
  g_autofree char *lower = g_ascii_strdown (code, -1),
                  *other = parvis_hub_codes_make (store, "borne-2", NOW, &until, NULL);
  g_auto (GStrv) groups = g_strsplit (code, "-", -1);
  g_autofree char *spaced = g_strjoinv ("  ", groups), *longer = g_strconcat (code, "2", NULL), *newer = NULL;

  g_assert_cmpuint (g_strv_length (groups), ==, 5);
  g_assert_cmpuint (strlen (code), ==, 24); /* 20 of 30 characters: 98 bits */
  g_assert_cmpint (until, ==, NOW + 7 * DAY);
  g_assert_cmpint (check (store, "borne-1", code, NOW), ==, PARVIS_HUB_CODE_FRESH);
  g_assert_cmpint (check (store, "borne-1", lower, NOW), ==, PARVIS_HUB_CODE_FRESH);
  g_assert_cmpint (check (store, "borne-1", spaced, until - 1), ==, PARVIS_HUB_CODE_FRESH);
  g_assert_cmpint (check (store, "borne-1", code, until), ==, PARVIS_HUB_CODE_WRONG);
  g_assert_cmpint (check (store, "borne-1", other, NOW), ==, PARVIS_HUB_CODE_WRONG);
  g_assert_cmpint (check (store, "borne-1", longer, NOW), ==, PARVIS_HUB_CODE_WRONG);
  g_assert_cmpint (check (store, "borne-1", "", NOW), ==, PARVIS_HUB_CODE_WRONG);
  g_assert_cmpint (check (store, "borne-3", code, NOW), ==, PARVIS_HUB_CODE_WRONG);
  g_assert_true (parvis_hub_codes_use (store, "borne-1", "AB12", NULL));
  g_assert_cmpint (check (store, "borne-1", code, NOW), ==, PARVIS_HUB_CODE_USED);
  newer = parvis_hub_codes_make (store, "borne-1", NOW, &until, NULL);
  g_assert_cmpint (check (store, "borne-1", code, NOW), ==, PARVIS_HUB_CODE_WRONG);
  g_assert_cmpint (check (store, "borne-1", newer, NOW), ==, PARVIS_HUB_CODE_FRESH);
}

static gboolean
is_revoked (ParvisHubStore *store, const char *kiosk, const char *serial, gint64 from, gint64 now)
{
  const ParvisHubCaller caller = { (char *) kiosk, (char *) serial, from, from + 365 * DAY, NULL };
  gboolean revoked = TRUE;

  g_assert_true (parvis_hub_register_admit (store, &caller, now, &revoked, NULL));
  return revoked;
}

static void
test_revocation (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autoptr (ParvisHubStore) store = open_store (scratch), beside = open_store (scratch); /* another process */
  g_autoptr (GPtrArray) list = NULL;
  gint64 until;
  guint count = 0;
  g_autofree char *code = parvis_hub_codes_make (store, "borne-1", NOW, &until, NULL);

  g_assert_false (is_revoked (store, "borne-1", "01", NOW - DAY, NOW));
  g_assert_false (is_revoked (store, "borne-2", "02", NOW - DAY, NOW));
  g_assert_true (parvis_hub_register_revoke (beside, "borne-1", PARVIS_HUB_WHY_COMPROMISE, NOW + 10, &count, NULL));
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (is_revoked (store, "borne-1", "01", NOW - DAY, NOW + 11));
  g_assert_false (is_revoked (store, "borne-2", "02", NOW - DAY, NOW + 11));
  g_assert_true (is_revoked (store, "borne-1", "03", NOW - 2 * DAY, NOW + 11)); /* never seen, and of before */
  g_assert_false (
      is_revoked (store, "borne-1", "04", NOW + 10 - 3600, NOW + 20)); /* made since: ours begin an hour early */
  g_assert_cmpint (check (store, "borne-1", code, NOW + 20), ==, PARVIS_HUB_CODE_WRONG);
  g_assert_true (parvis_hub_register_revoke (beside, "borne-1", PARVIS_HUB_WHY_RETIRED, NOW + 30, &count, NULL));
  g_assert_cmpuint (count, ==, 1); /* the others stay as they were */
  list = parvis_hub_register_list (store, NULL);
  g_assert_cmpuint (list->len, ==, 4);
  for (guint i = 0; i < list->len; i++)
    {
      const ParvisHubCertificate *one = g_ptr_array_index (list, i);

      if (g_str_equal (one->serial, "01"))
        g_assert_cmpint (one->why, ==, PARVIS_HUB_WHY_COMPROMISE);
    }
}

static void
test_why (void)
{
  ParvisHubWhy why;

  g_assert_true (parvis_hub_why_from_string ("retired", &why));
  g_assert_cmpint (why, ==, PARVIS_HUB_WHY_RETIRED);
  g_assert_false (parvis_hub_why_from_string ("because", &why));
  g_assert_true (parvis_name_is_valid ("borne-1"));
  g_assert_false (parvis_name_is_valid ("Borne 1"));
  g_assert_false (parvis_name_is_valid (""));
  g_assert_false (parvis_name_is_valid (NULL));
}

/* Strangers cannot fill the memory with their addresses. */
static void
test_limit (void)
{
  g_autoptr (ParvisHubLimit) limit = parvis_hub_limit_new ();

  for (guint i = 0; i < PARVIS_HUB_LIMIT_MOST; i++)
    {
      g_autofree char *who = g_strdup_printf ("192.0.2.%u", i);

      g_assert_cmpuint (parvis_hub_limit_wait (limit, who, 100), ==, 0);
      parvis_hub_limit_miss (limit, who, 100);
    }
  g_assert_cmpuint (parvis_hub_limit_wait (limit, "198.51.100.1", 100), >, 0);
  g_assert_cmpuint (parvis_hub_limit_wait (limit, "198.51.100.1", 100 + PARVIS_HUB_LIMIT_SECONDS), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register/codes", test_codes);
  g_test_add_func ("/register/revocation", test_revocation);
  g_test_add_func ("/register/why", test_why);
  g_test_add_func ("/register/limit", test_limit);
  return g_test_run ();
}

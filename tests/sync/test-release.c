/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/release.h"

#define NOW     1795000000
#define KIOSKS  2000
#define VERSION 8

static ParvisReleases *
releases_new (void)
{
  ParvisReleases *self = g_new0 (ParvisReleases, 1);

  self->serial = 1;
  self->made = NOW - 60;
  self->expires = NOW + 3600;
  self->releases = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_release_free);
  self->resources = g_new0 (char *, 1);
  return self;
}

/* @group: (nullable) the one that it is for. */
static void
publish (ParvisReleases *self, gint64 version, const char *group, guint percent, gint64 from)
{
  ParvisRelease *release = parvis_release_new (version);

  release->manifest = g_strnfill (64, 'a');
  release->size = 100;
  release->percent = percent;
  release->from = from;
  if (group != NULL)
    release->groups = g_strsplit (group, ",", -1);
  g_ptr_array_add (self->releases, release);
}

/* 0: nothing is for it. */
static gint64
choose (const ParvisReleases *self, const char *kiosk, const char *group, gint64 now)
{
  gint64 change;
  const ParvisRelease *release = parvis_releases_choose (self, kiosk, group, now, &change);

  return release != NULL ? release->version : 0;
}

static void
test_highest (void)
{
  g_autoptr (ParvisReleases) releases = releases_new ();

  g_assert_cmpint (choose (releases, "borne-1", NULL, NOW), ==, 0);
  publish (releases, 9, NULL, 100, 0);
  publish (releases, 12, NULL, 100, 0);
  publish (releases, 10, NULL, 100, 0);
  g_assert_cmpint (choose (releases, "borne-1", NULL, NOW), ==, 12);
}

static void
test_groups (void)
{
  g_autoptr (ParvisReleases) releases = releases_new ();

  publish (releases, 9, NULL, 100, 0);
  publish (releases, 12, "pilote,accueil", 100, 0);
  g_assert_cmpint (choose (releases, "borne-1", NULL, NOW), ==, 9);
  g_assert_cmpint (choose (releases, "borne-1", "cimetiere", NOW), ==, 9);
  g_assert_cmpint (choose (releases, "borne-1", "pilote", NOW), ==, 12);
  g_assert_cmpint (choose (releases, "borne-1", "accueil", NOW), ==, 12);
  g_assert_cmpint (choose (releases, "borne-1", "pilot", NOW), ==, 9);
}

/* Not before its hour; and the kiosk is told when to look again. */
static void
test_dates (void)
{
  g_autoptr (ParvisReleases) releases = releases_new ();
  gint64 change;

  publish (releases, 9, NULL, 100, 0);
  publish (releases, 12, NULL, 100, NOW + 100);
  publish (releases, 13, NULL, 100, NOW + 500);
  publish (releases, 14, "pilote", 100, NOW + 50);
  g_assert_cmpint (parvis_releases_choose (releases, "borne-1", NULL, NOW, &change)->version, ==, 9);
  g_assert_cmpint (change, ==, NOW + 100); /* what is for others is none of its business */
  g_assert_cmpint (choose (releases, "borne-1", NULL, NOW + 99), ==, 9);
  g_assert_cmpint (parvis_releases_choose (releases, "borne-1", NULL, NOW + 100, &change)->version, ==, 12);
  g_assert_cmpint (change, ==, NOW + 500);
  g_assert_cmpint (parvis_releases_choose (releases, "borne-1", NULL, NOW + 500, &change)->version, ==, 13);
  g_assert_cmpint (change, ==, G_MAXINT64);
}

/* Which kiosks take @version at @percent. (transfer full) */
static GHashTable *
takers (gint64 version, guint percent)
{
  g_autoptr (ParvisReleases) releases = releases_new ();
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  publish (releases, version, NULL, percent, 0);
  for (guint i = 0; i < KIOSKS; i++)
    {
      g_autofree char *kiosk = g_strdup_printf ("borne-%u", i);

      if (choose (releases, kiosk, NULL, NOW) == version)
        g_hash_table_add (set, g_steal_pointer (&kiosk));
    }
  return set;
}

static guint
count_common (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;
  guint common = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    common += g_hash_table_contains (b, key) ? 1 : 0;
  return common;
}

/* As many as was said, the same at each look, those of 20 % among those of 50 %, and others first for the next one. */
static void
test_percent (void)
{
  g_autoptr (GHashTable) few = takers (VERSION, 20), again = takers (VERSION, 20), half = takers (VERSION, 50);
  g_autoptr (GHashTable) all = takers (VERSION, 100), next = takers (VERSION + 1, 20);
  guint size = g_hash_table_size (few);

  g_assert_cmpuint (size, >, KIOSKS * 15 / 100);
  g_assert_cmpuint (size, <, KIOSKS * 25 / 100);
  g_assert_cmpuint (g_hash_table_size (half), >, KIOSKS * 44 / 100);
  g_assert_cmpuint (g_hash_table_size (half), <, KIOSKS * 56 / 100);
  g_assert_cmpuint (g_hash_table_size (all), ==, KIOSKS);
  g_assert_cmpuint (count_common (few, again), ==, size);
  g_assert_cmpuint (count_common (few, half), ==, size);
  g_assert_cmpuint (count_common (few, next), <, size / 2);
}

static void
assert_same_choice (const ParvisReleases *a, const ParvisReleases *b, const char *group)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *kiosk = g_strdup_printf ("borne-%u", i);

      g_assert_cmpint (choose (a, kiosk, group, NOW), ==, choose (b, kiosk, group, NOW));
    }
}

/* Written and read again, the list says the same. */
static void
test_json (void)
{
  g_autoptr (ParvisReleases) releases = releases_new (), read = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;

  publish (releases, 9, NULL, 100, 0);
  publish (releases, 12, "pilote", 50, NOW - 10);
  json = parvis_releases_to_json (releases);
  read = parvis_releases_read (json, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->serial, ==, releases->serial);
  g_assert_cmpint (read->expires, ==, releases->expires);
  assert_same_choice (releases, read, NULL);
  assert_same_choice (releases, read, "pilote");
}

/* What nobody takes any more goes; what some still take stays. */
static void
test_add (void)
{
  g_autoptr (ParvisReleases) releases = releases_new ();
  ParvisRelease *pilot = parvis_release_new (10), *again = parvis_release_new (10), *all = parvis_release_new (11);

  publish (releases, 9, NULL, 100, 0);
  pilot->groups = g_strsplit ("pilote", ",", -1);
  pilot->percent = 10;
  parvis_releases_add (releases, pilot);
  g_assert_cmpuint (releases->releases->len, ==, 2);
  again->groups = g_strsplit ("pilote", ",", -1);
  again->percent = 100;
  parvis_releases_add (releases, again); /* in the place of the first */
  g_assert_cmpuint (releases->releases->len, ==, 2);
  g_assert_cmpint (choose (releases, "borne-1", "pilote", NOW), ==, 10);
  g_assert_cmpint (choose (releases, "borne-1", NULL, NOW), ==, 9);
  all->percent = 100;
  parvis_releases_add (releases, all);
  g_assert_cmpuint (releases->releases->len, ==, 1);
  g_assert_cmpint (choose (releases, "borne-1", NULL, NOW), ==, 11);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/release/highest", test_highest);
  g_test_add_func ("/release/groups", test_groups);
  g_test_add_func ("/release/dates", test_dates);
  g_test_add_func ("/release/percent", test_percent);
  g_test_add_func ("/release/json", test_json);
  g_test_add_func ("/release/add", test_add);
  return g_test_run ();
}

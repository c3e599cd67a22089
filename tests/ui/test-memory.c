/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is freed is overwritten: a block of the same size, taken at once, is mostly the one that was freed, and holds
 * nothing of it.
 */
#include "ui/memory/memory.h"

#include <stdlib.h>
#include <string.h>

#define TYPED "Quillevere"

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED TRUE
#else
#define SANITIZED FALSE
#endif

/* How many blocks of @size hold some of @TYPED when they are taken up again. */
static guint
count_left (gsize size, void (*give_back) (char *, gsize))
{
  char *blocks[32];
  guint left = 0;

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      blocks[i] = malloc (size);
      for (gsize at = 0; at + sizeof TYPED <= size; at += sizeof TYPED)
        memcpy (blocks[i] + at, TYPED, sizeof TYPED);
    }
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    give_back (blocks[i], size);
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      volatile char *again = blocks[i] = malloc (size);
      for (gsize at = 0; at + 1 < size; at++)
        left += again[at] == TYPED[0] && again[at + 1] == TYPED[1];
    }
  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    free (blocks[i]);
  return left;
}

static void
by_free (char *block, gsize size)
{
  free (block);
}

static void
by_growing (char *block, gsize size)
{
  char *grown = realloc (block, size * 16);

  g_assert_cmpmem (grown, sizeof TYPED, TYPED, sizeof TYPED);
  free (grown);
}

static void
by_shrinking (char *block, gsize size)
{
  char *shrunk = realloc (block, size / 4);

  g_assert_cmpint (strncmp (shrunk, TYPED, MIN (sizeof TYPED, size / 4)), ==, 0);
  free (shrunk);
}

static void
test_wiped (gconstpointer give_back)
{
  if (SANITIZED)
    {
      g_test_skip ("the sanitizer has a free() of its own: nothing was tried");
      return;
    }
  for (gsize size = 64; size <= 1 << 18; size *= 2)
    g_assert_cmpuint (count_left (size, (void (*) (char *, gsize)) give_back), ==, 0);
}

static void
test_realloc_edges (void)
{
  char *block = realloc (NULL, 10);

  g_assert_nonnull (block);
  strcpy (block, "abcdefghi");
  block = realloc (block, 9);
  g_assert_cmpint (memcmp (block, "abcdefghi", 9), ==, 0);
  block = realloc (block, 1 << 20);
  g_assert_cmpint (memcmp (block, "abcdefghi", 9), ==, 0);
  g_assert_null (realloc (block, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/memory/free", (gpointer) by_free, test_wiped);
  g_test_add_data_func ("/memory/growing", (gpointer) by_growing, test_wiped);
  g_test_add_data_func ("/memory/shrinking", (gpointer) by_shrinking, test_wiped);
  g_test_add_func ("/memory/realloc-edges", test_realloc_edges);
  return g_test_run ();
}

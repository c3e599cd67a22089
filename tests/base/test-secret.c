/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/secret.h"

#include <string.h>

#define TYPED "Quillevere"

static void
assert_empty (const char *at, gsize size)
{
  for (gsize i = 0; i < size; i++)
    g_assert_cmpint (at[i], ==, 0);
}

static void
test_in_place (void)
{
  char text[] = TYPED;

  parvis_wipe (text, 4);
  assert_empty (text, 4);
  g_assert_cmpstr (text + 4, ==, &TYPED[4]);
  memcpy (text, TYPED, sizeof text);
  parvis_wipe_text (text);
  assert_empty (text, sizeof text);
  parvis_wipe (NULL, 0);
  parvis_wipe_text (NULL);
}

/* What was cut off its end before is wiped too, and it can be used again. */
static void
test_string (void)
{
  g_autoptr (ParvisSecretString) string = g_string_new (TYPED TYPED);

  g_string_truncate (string, 3);
  parvis_wipe_string (string);
  g_assert_cmpuint (string->len, ==, 0);
  assert_empty (string->str, string->allocated_len);
  g_string_append (string, "encore");
  g_assert_cmpstr (string->str, ==, "encore");
}

static void
test_texts (void)
{
  g_autoptr (ParvisSecret) none = NULL;
  g_autoptr (ParvisSecret) some = g_strdup (TYPED);
  char *text = g_strdup (TYPED);

  parvis_secret_clear (&text);
  g_assert_null (text);
  parvis_secret_clear (&text);
  parvis_secret_free (NULL);
  g_assert_cmpstr (some, ==, TYPED);
}

static void
test_bytes (void)
{
  g_autoptr (GBytes) copied = parvis_secret_bytes_new (TYPED, strlen (TYPED));
  g_autoptr (GBytes) taken = parvis_secret_bytes_new_take (g_strdup (TYPED), strlen (TYPED));
  g_autoptr (GBytes) empty = parvis_secret_bytes_new (NULL, 0);

  g_assert_true (g_bytes_equal (copied, taken));
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
  parvis_secret_array_unref (g_byte_array_new ());
  parvis_secret_array_unref (g_bytes_unref_to_array (g_bytes_ref (copied)));
  g_assert_true (g_bytes_equal (copied, taken));
}

#ifndef __SANITIZE_ADDRESS__ /* that one does not have frames where they were */
static volatile guintptr left_at;

static G_NO_INLINE void
leave_on_stack (void)
{
  volatile char room[64 * 1024];

  for (gsize i = 0; i + sizeof TYPED <= sizeof room; i += sizeof TYPED)
    for (gsize j = 0; j < sizeof TYPED; j++)
      room[i + j] = TYPED[j];
  left_at = (guintptr) room;
}

static void
test_stack (void)
{
  const volatile char *dead;

  leave_on_stack ();
  dead = (const volatile char *) left_at;
  g_assert_cmpint (dead[sizeof TYPED], ==, TYPED[0]);
  parvis_wipe_stack ();
  g_assert_cmpint (dead[sizeof TYPED], ==, 0);
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/in-place", test_in_place);
  g_test_add_func ("/secret/string", test_string);
  g_test_add_func ("/secret/texts", test_texts);
  g_test_add_func ("/secret/bytes", test_bytes);
#ifndef __SANITIZE_ADDRESS__
  g_test_add_func ("/secret/stack", test_stack);
#endif
  return g_test_run ();
}

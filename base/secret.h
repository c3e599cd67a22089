/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person typed, showed or was told, and keys: overwritten when it is done with. The only place of the house that
 * does so (tests/lint holds that), except the kiosk's own free() (ui/memory/memory.h), which does it for what the
 * libraries below free.
 *
 * The overwriting is not left out by the compiler. What a growing string or array left behind where it was is not
 * reached from here: outside of the kiosk, make what must not be copied in its whole size from the start. All of it is
 * thread-safe, as far as nobody else uses the same memory meanwhile. */

/* Overwrites @size bytes at @data, which stays. @data: (nullable) when @size is 0 */
void parvis_wipe (gpointer data, gsize size);
/* Overwrites a text in its place. @text: (nullable) */
void parvis_wipe_text (char *text);
/* Overwrites all the room of @string, which is then empty and can be used again. */
void parvis_wipe_string (GString *string);

/* Overwrites what calls that are over left on this thread's stack, half a mebibyte deep: libraries read pictures and
 * messages by way of it. To be called from as few calls deep as can be. */
void parvis_wipe_stack (void);

/* A text of such a kind: g_autoptr (ParvisSecret) wipes it when it goes. NULL is none. */
typedef char ParvisSecret;
void parvis_secret_free (ParvisSecret *text); /* (nullable) (transfer full) */
void parvis_secret_clear (char **text);       /* wiped, freed, and NULL */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSecret, parvis_secret_free)

/* A string that is built: g_autoptr (ParvisSecretString). */
typedef GString ParvisSecretString;
void parvis_secret_string_free (ParvisSecretString *string);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSecretString, parvis_secret_string_free)

/* Wipes @array and gives back this reference, which must be the last one. */
void parvis_secret_array_unref (GByteArray *array);

/* Bytes that are wiped when their last reference goes. (transfer full) */
GBytes *parvis_secret_bytes_new (gconstpointer data, gsize size);
GBytes *parvis_secret_bytes_new_take (gpointer data, gsize size); /* @data: g_malloc's */

G_END_DECLS

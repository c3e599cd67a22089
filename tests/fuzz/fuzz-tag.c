/* SPDX-License-Identifier: EUPL-1.2
 *
 * A tag that answers anything: each answer is a length of one byte and as many bytes, from the beginning again at the
 * end; at most so many commands. A tag is read, or there is an error; it comes to an end.
 */
#include <stdint.h>
#include <string.h>

#include "drivers/card/pass.h"
#include "drivers/card/tag.h"

#define MOST_COMMANDS 4000

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef struct
{
  const uint8_t *data;
  size_t size, at;
  guint commands;
} Answers;

static gboolean
fuzz_transmit (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
               GError **error)
{
  Answers *self = user_data;
  size_t wanted;

  g_assert_cmpuint (self->commands++, <, MOST_COMMANDS);
  g_assert_true (command_length >= 4 && command_length <= 261);
  if (self->at >= self->size)
    self->at = 0;
  wanted = self->size > 0 ? self->data[self->at++] : 0;
  *length = MIN (wanted, self->size - self->at);
  memcpy (answer, self->data + self->at, *length);
  self->at += *length;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const ParvisCardLinkKind kind = { fuzz_transmit, NULL };
  static const ParvisPassRule rule = { .id = "p", .uri_prefix = "h", .mime_type = "t" };
  Answers answers = { data, size, 0, 0 };
  g_autoptr (ParvisCardLink) link = parvis_card_link_new (&kind, &answers);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisTag) tag = parvis_tag_read (link, &error);
  g_autofree char *number = NULL;

  g_assert_true ((tag == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == PARVIS_CARD_ERROR);
  if (tag != NULL && parvis_pass_match (tag, &rule, 1, &number) != NULL)
    g_assert_cmpuint (strlen (number), <=, PARVIS_PASS_NUMBER_MAX);
  return 0;
}

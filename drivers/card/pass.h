/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/tag.h"

G_BEGIN_DECLS

/* Which pass a card is: what the town hall declares of each of its passes against what the card says to anybody. Any
 * thread.
 *
 * None of this proves anything: a message and a UID are copied in a minute, and some UIDs (of four bytes, the first of
 * them 08) are made up anew each time. It spares somebody the typing of a number; who is entitled to what is still
 * asked of the town hall. */
typedef struct
{
  const char *id;         /* what the content calls it */
  const char *uri_prefix; /* (nullable) "https://pass.example/c/": what follows is its number */
  const char *mime_type;  /* (nullable) in lower case: its data, a text of one line, is its number */
  guint number_skip;      /* of that text so many bytes are left out first, and after */
  guint number_length;    /* so many the rest, too; 0: nothing is. What is too short for that is not this pass */
  const char *const *uid_digests; /* (nullable) of parvis_pass_uid_digest(), %NULL at the end */
  const char *const *uid_numbers; /* (nullable) the number of each of them, in the same order; without, it has none */
  const char *uid_key;            /* (nullable) theirs */
} ParvisPassRule;

#define PARVIS_PASS_NUMBER_MAX 64 /* bytes */

/* The first of the @length @rules that @tag fits, or %NULL; @number: letters, figures and "-_.~" alone, "" where it has
 * none (transfer full) (out): a person's, to be wiped. A rule that says several things is met by any of them. */
const ParvisPassRule *parvis_pass_match (const ParvisTag *tag, const ParvisPassRule *rules, gsize length,
                                         char **number);
/* So that a list of cards does not tell their UIDs at sight: HMAC-SHA256 in hexadecimal. Whoever has @key can still try
 * them all. */
char *parvis_pass_uid_digest (GBytes *uid, const char *key);

G_END_DECLS

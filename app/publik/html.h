/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* HTML as plain words: paragraphs separated by \n, "• " before the items of a list (numbers for <ol>),
 * entities decoded, links as their words followed by the address in parentheses, pictures as their
 * alternative text. Scripts, styles and forms leave nothing. Never refuses; at most 200 000 bytes are read
 * and 64 levels followed. What is not HTML comes back as it was, trimmed. */
char *wcs_html_to_text (const char *html); /* (transfer full), maybe "" */

/* Cuts @text into pieces of at most @max characters, between paragraphs, else between sentences, else
 * between words. NULL-terminated, maybe empty. */
char **wcs_text_split (const char *text, guint max);
/* One line of at most @max characters: paragraphs joined, cut between words with "…". (transfer full) */
char *wcs_text_line (const char *text, guint max);

G_END_DECLS

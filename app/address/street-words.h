/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of streets as people write them: "12 bis, av. du Gal de Gaulle" is the avenue du Général de Gaulle, number
 * 12 bis. */

/* The words of a street's or a commune's name as they are indexed: folded (parvis_search_words()), abbreviations
 * written out. (transfer full) of char * */
GPtrArray *parvis_street_words (const char *name);
/* Those, one space between. (transfer full) */
char *parvis_street_fold (const char *name);
char *parvis_street_join (const GPtrArray *words);
/* "rue", "avenue", "place"…, folded. */
gboolean parvis_street_is_type (const char *word);
/* "de", "la", "des"…, folded: says nothing of which street it is. */
gboolean parvis_street_is_small (const char *word);

/* What somebody typed. */
typedef struct
{
  char *number;     /* "12", "12 bis", "12B", "12-14"; "" for none */
  GPtrArray *words; /* of char *: the rest, as parvis_street_words() gives it */
  char *last; /* (nullable) the last of them as it was typed, when an abbreviation was written out: maybe it is none */
  gboolean unfinished; /* the last word may go on */
} ParvisAddressWords;

/* (transfer full) */
ParvisAddressWords *parvis_address_words_new (const char *typed);
/* The same of a commune's name or postcode: figures are words, and every word may go on. */
ParvisAddressWords *parvis_town_words_new (const char *typed);
void parvis_address_words_free (ParvisAddressWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisAddressWords, parvis_address_words_free)
/* "rue du Marché 12": takes a number from the end, where there is none in front. FALSE: there is none. */
gboolean parvis_address_words_take_last_number (ParvisAddressWords *self);
/* "12 bis" and "12BIS" are one number: "12bis". (transfer full) */
char *parvis_address_number_fold (const char *number);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisAddresses: streets with their numbers, and communes with their postcodes, looked up without a network: a
 * read-only SQLite database that `parvisctl addresses import` made of the Base Adresse Nationale. A new one is a new
 * file under the same name: open again at the start of a session.
 *
 * Nothing of what is looked up is kept or logged. One instance may be used from several threads, one lookup at a time;
 * lookups of a million addresses take a few milliseconds, but the screen asks for them in a worker thread all the same.
 */
#define PARVIS_ADDRESSES_ERROR (parvis_addresses_error_quark ())
typedef enum
{
  PARVIS_ADDRESSES_ERROR_MISSING, /* none was imported */
  PARVIS_ADDRESSES_ERROR_INVALID, /* damaged, or made by a newer Parvis; or, of an import, a file that is no such file
                                   */
  PARVIS_ADDRESSES_ERROR_FAILED,  /* SQLite or the disk: the message says what */
} ParvisAddressesError;
GQuark parvis_addresses_error_quark (void);

typedef struct _ParvisAddresses ParvisAddresses;

ParvisAddresses *parvis_addresses_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisAddresses *parvis_addresses_ref (ParvisAddresses *self);
void parvis_addresses_unref (ParvisAddresses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisAddresses, parvis_addresses_unref)
/* TRUE when another file was put under this path since this one was opened. */
gboolean parvis_addresses_is_stale (ParvisAddresses *self);
/* It may know communes only. */
gboolean parvis_addresses_has_streets (ParvisAddresses *self);

/* The commune whose streets come first, by its INSEE code (nullable: none). Before the first lookup. */
void parvis_addresses_set_home (ParvisAddresses *self, const char *insee);

typedef struct
{
  char *street;   /* "Rue de la République" */
  char *former;   /* the commune before several were joined, to tell namesakes apart; "" for none */
  char *city;     /* "Saint-Aubin-du-Parvis" */
  char *postcode; /* "35140"; "" when unknown */
  char *insee;
  char *number;   /* as it was typed, tidied: "12", "12 bis"; "" for none */
  gboolean known; /* the street has that number. A new house has one that it has not. */
  char *numbers;  /* those that the street has, one space between: "1 1bis 2"; "" for none */
} ParvisAddress;
void parvis_address_free (ParvisAddress *self);
/* "12 bis rue de la République": what is written on the first line. (transfer full) */
char *parvis_address_line (const ParvisAddress *self);

/* One commune, with one of its postcodes. */
typedef struct
{
  char *name, *postcode, *insee; /* postcode: "" when unknown */
} ParvisTown;
void parvis_town_free (ParvisTown *self);

/* Streets for what somebody is typing: "12 bis av de la répub", "3 r st michel rennes". Every word may be unfinished,
 * accents and abbreviations do not matter; one or two typing errors are forgiven where the right spelling finds
 * nothing. First the home commune, then @postcode (nullable), then everywhere; at most @limit. (transfer full) of
 * ParvisAddress */
GPtrArray *parvis_addresses_find (ParvisAddresses *self, const char *typed, const char *postcode, guint limit,
                                  GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Communes for what somebody is typing, the beginning of a name or of a postcode: those called so first, then those
 * that begin so, the home commune's département first. (transfer full) of ParvisTown */
GPtrArray *parvis_addresses_find_towns (ParvisAddresses *self, const char *typed, guint limit,
                                        GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The communes of that postcode, by name; none when it is unknown. At most 50. (transfer full) of ParvisTown */
GPtrArray *parvis_addresses_towns_of (ParvisAddresses *self, const char *postcode, GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in a worker thread. A lookup that is cancelled stops at once, so that the next need not wait for it: cancel
 * the one of the letter before. */
typedef enum
{
  PARVIS_LOOKUP_STREETS,
  PARVIS_LOOKUP_TOWNS,
  PARVIS_LOOKUP_TOWNS_OF, /* @typed is the postcode */
} ParvisLookup;
void parvis_addresses_lookup_async (ParvisAddresses *self, ParvisLookup lookup, const char *typed, const char *postcode,
                                    guint limit, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* (transfer full) of ParvisAddress or ParvisTown */
GPtrArray *parvis_addresses_lookup_finish (ParvisAddresses *self, GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

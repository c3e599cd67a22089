/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"

G_BEGIN_DECLS

/* The certificates of a kiosk, each with its state: what `parvisctl keys` and `doctor` say, and what the status tells
 * the central server. Looks at files and changes none; needs no private key (one that may be read is checked to fit).
 * Any thread. */
#define PARVIS_KEY_SOON_DAYS   30 /* before the expiry: to be renewed */
#define PARVIS_KEY_URGENT_DAYS 7  /* before the expiry: alarm */

typedef enum
{
  PARVIS_KEY_CA,       /* [trust] ca; one for each certificate of the file */
  PARVIS_KEY_ENVELOPE, /* [trust] envelope; one for each file */
  PARVIS_KEY_KIOSK,    /* [trust] certificate */
  PARVIS_KEY_CONTENT,  /* who signed the newest content that was fetched, where there is some */
} ParvisKeyRole;

typedef enum
{
  PARVIS_KEY_GOOD,
  PARVIS_KEY_SOON,   /* good, for PARVIS_KEY_SOON_DAYS at most */
  PARVIS_KEY_URGENT, /* good, for PARVIS_KEY_URGENT_DAYS at most */
  PARVIS_KEY_EARLY,  /* not good yet: or the clock is wrong */
  PARVIS_KEY_EXPIRED,
  PARVIS_KEY_UNFIT,  /* missing, unreadable, not of our CA, not for this use, or not of our private key */
  PARVIS_KEY_ABSENT, /* the configuration names none */
} ParvisKeyState;

/* For programs; these words stay: "ca", "envelope", "kiosk", "content"; "good", "soon", "urgent", "early", "expired",
 * "unfit", "absent". */
const char *parvis_key_role_to_string (ParvisKeyRole role);
const char *parvis_key_state_to_string (ParvisKeyState state);

typedef struct
{
  ParvisKeyRole role;
  ParvisKeyState state;
  char *file;         /* (nullable): none when absent */
  char *subject;      /* (nullable): its common name; this and the next ones: %NULL or 0 when it cannot be read */
  char *serial;       /* (nullable): hexadecimal, upper case, as `openssl x509 -serial` says it */
  char *sha256;       /* (nullable): of the DER, hexadecimal, lower case: its fingerprint */
  gint64 from, until; /* Unix seconds */
  char *why;          /* (nullable): what is wrong and what to do, for the staff; when unfit */
} ParvisKey;
void parvis_key_free (ParvisKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisKey, parvis_key_free)

/* Of ParvisKey, by role; @now: Unix seconds. Never empty. (transfer full) */
GPtrArray *parvis_keys_list (const ParvisConfig *config, gint64 now);

/* One sentence for the staff: what it is, how it is, what to do. (transfer full) */
char *parvis_key_to_text (const ParvisKey *key);

G_END_DECLS

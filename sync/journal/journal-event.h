/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a kiosk's journal (sync/journal/journal.h) can say: this and nothing else. Names on the wire never
 * change their meaning; new ones are added at the end of their group. Security events bear the
 * names of the OWASP Application Logging Vocabulary; what follows the colon there is the entry's
 * detail here. Deliveries, content, keys and devices have names of our own.
 *
 * The comment says what the detail holds; never more, and never anything of or about a person.
 */
typedef enum
{
  /* OWASP: System */
  PARVIS_JOURNAL_SYS_STARTUP,  /* version */
  PARVIS_JOURNAL_SYS_SHUTDOWN, /* "" */
  PARVIS_JOURNAL_SYS_RESTART,  /* why */
  PARVIS_JOURNAL_SYS_CRASH,    /* "found at the next start" or the signal */
  /* OWASP: Authentication, Authorization */
  PARVIS_JOURNAL_AUTHN_LOGIN_SUCCESS, /* kind of badge or "hub"; never whose */
  PARVIS_JOURNAL_AUTHN_LOGIN_FAIL,    /* the same: who did not get in where */
  PARVIS_JOURNAL_AUTHZ_FAIL,          /* what was not allowed */
  PARVIS_JOURNAL_AUTHZ_ADMIN,         /* an action of the staff that has no name of its own */
  /* OWASP: Input, Excess, Upload, Malicious, Cryptography */
  PARVIS_JOURNAL_INPUT_VALIDATION_FAIL,      /* the thing that was not as it must be */
  PARVIS_JOURNAL_EXCESS_RATE_LIMIT_EXCEEDED, /* the thing asked too often */
  PARVIS_JOURNAL_UPLOAD_VALIDATION,          /* kind of file, and "FAILED" */
  PARVIS_JOURNAL_MALICIOUS_EXTRANEOUS,       /* the thing with parts that no honest one has */
  PARVIS_JOURNAL_MALICIOUS_DIRECT_REFERENCE, /* the thing named that nobody may name */
  PARVIS_JOURNAL_CRYPT_ENCRYPT_FAIL,         /* what could not be sealed */
  PARVIS_JOURNAL_CRYPT_DECRYPT_FAIL,         /* what could not be opened */
  /* The queue */
  PARVIS_JOURNAL_SUBMISSION_DELIVERED, /* how many */
  PARVIS_JOURNAL_SUBMISSION_REFUSED,   /* how many */
  PARVIS_JOURNAL_DELIVERY_STOPPED,     /* refused for all: why */
  PARVIS_JOURNAL_DELIVERY_RESUMED,     /* "" */
  PARVIS_JOURNAL_SERVER_UNTRUSTED,     /* TLS reason */
  PARVIS_JOURNAL_PORTAL_MET,           /* "" */
  PARVIS_JOURNAL_QUEUE_FULL,           /* bytes free */
  PARVIS_JOURNAL_QUEUE_DAMAGED,        /* reason */
  PARVIS_JOURNAL_QUEUE_RECOVERED,      /* how many */
  PARVIS_JOURNAL_QUEUE_EXPORTED,       /* how many */
  PARVIS_JOURNAL_SERVICE_RESTRICTED,   /* why no démarche can be begun */
  PARVIS_JOURNAL_SERVICE_RESUMED,      /* "" */
  PARVIS_JOURNAL_CLOCK_WRONG,          /* seconds of difference */
  PARVIS_JOURNAL_CLOCK_SET,            /* seconds of difference */
  /* Keys */
  PARVIS_JOURNAL_CERTIFICATE_ENROLLED,       /* purpose, not after (ISO 8601) */
  PARVIS_JOURNAL_CERTIFICATE_RENEWED,        /* the same */
  PARVIS_JOURNAL_CERTIFICATE_RENEWAL_FAILED, /* purpose: reason */
  PARVIS_JOURNAL_CERTIFICATE_EXPIRING,       /* purpose, not after */
  PARVIS_JOURNAL_CERTIFICATE_EXPIRED,        /* purpose, not after */
  PARVIS_JOURNAL_CERTIFICATE_REVOKED,        /* purpose */
  PARVIS_JOURNAL_KEY_CHANGED,                /* purpose */
  /* Content and updates */
  PARVIS_JOURNAL_CONTENT_APPLIED,  /* version */
  PARVIS_JOURNAL_CONTENT_REFUSED,  /* version: reason */
  PARVIS_JOURNAL_CONTENT_RESTORED, /* version */
  PARVIS_JOURNAL_UPDATE_INSTALLED, /* version */
  PARVIS_JOURNAL_UPDATE_REFUSED,   /* version: reason */
  PARVIS_JOURNAL_CONTENT_EXPIRED,  /* version: its signed end has passed, démarches are not proposed any more */
  /* Devices */
  PARVIS_JOURNAL_DEVICE_FAILED,  /* device: status */
  PARVIS_JOURNAL_DEVICE_MENDED,  /* device */
  PARVIS_JOURNAL_DEVICE_UNKNOWN, /* vendor:product */
  /* The journal itself */
  PARVIS_JOURNAL_JOURNAL_DAMAGED, /* reason; the first entry of a new chain */
  PARVIS_JOURNAL_EVENTS,
} ParvisJournalEvent;

/* "sys_startup". Static. */
const char *parvis_journal_event_to_string (ParvisJournalEvent event);
gboolean parvis_journal_event_from_string (const char *name, ParvisJournalEvent *event) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

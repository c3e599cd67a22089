/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisCardLink: a way to one card, for as long as it is there: commands and answers of ISO/IEC 7816-4. It may block
 * as long as the card does: it lives in the card thread, never in the main one, and belongs to one thread at a time.
 *
 * Whatever speaks to a card (PIV, eMRTD, NDEF) is written against this alone: PC/SC, a recorded exchange and a card of
 * a test stand behind it alike. */
typedef struct _ParvisCardLink ParvisCardLink;

#define PARVIS_CARD_ERROR (parvis_card_error_quark ())
typedef enum
{
  PARVIS_CARD_ERROR_REMOVED,     /* the card or its reader was taken away: ask the person to put it back */
  PARVIS_CARD_ERROR_MUTE,        /* no answer in time, or none of a card's: try another way round, or another card */
  PARVIS_CARD_ERROR_PROTOCOL,    /* an answer that the standard does not allow, or over its bound */
  PARVIS_CARD_ERROR_REFUSED,     /* the card says no: the status word tells why */
  PARVIS_CARD_ERROR_WRONG_CODE,  /* wrong CAN, MRZ or PIN */
  PARVIS_CARD_ERROR_BLOCKED,     /* no try left for the PIN */
  PARVIS_CARD_ERROR_UNSUPPORTED, /* a card of another kind */
  PARVIS_CARD_ERROR_FORGED,      /* a signature or a sum that does not hold */
  PARVIS_CARD_ERROR_NO_SERVICE,  /* no PC/SC daemon, or it died */
  PARVIS_CARD_ERROR_CANCELLED,   /* the session ended */
} ParvisCardError;
GQuark parvis_card_error_quark (void);

/* Short APDUs: 4 + 1 + 255 + 1; extended ones (ISO/IEC 7816-4, 5.2) up to this. */
#define PARVIS_CARD_COMMAND_MAX 4096
#define PARVIS_CARD_ANSWER_MAX  (65536 + 2)

/* What stands behind a link. @answer has room for PARVIS_CARD_ANSWER_MAX; @length: what came, with the status word,
 * never under 2. */
typedef struct
{
  gboolean (*transmit) (gpointer user_data, const guint8 *command, gsize command_length, guint8 *answer, gsize *length,
                        GError **error);
  void (*free) (gpointer user_data); /* (nullable) */
} ParvisCardLinkKind;

ParvisCardLink *parvis_card_link_new (const ParvisCardLinkKind *kind, gpointer user_data);
void parvis_card_link_free (ParvisCardLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCardLink, parvis_card_link_free)

/* Sends @command as it is. The answer without its status word, which goes to @status. What remains to be fetched (61xx)
 * is fetched and a wrong length (6Cxx) is put right; any other status is no error here. (transfer full) wiped when
 * freed */
GBytes *parvis_card_link_send (ParvisCardLink *self, const guint8 *command, gsize length, guint16 *status,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A command by its parts; @data may be NULL; @expected: 0 for none, 256 for as much as a short answer holds. More data
 * than 255 bytes is chained (ISO/IEC 7816-4, 5.3.3). */
typedef struct
{
  guint8 cla, ins, p1, p2;
  const guint8 *data;
  gsize data_length;
  guint expected;
} ParvisCardCommand;
GBytes *parvis_card_link_command (ParvisCardLink *self, const ParvisCardCommand *command, guint16 *status,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same; any status but 9000 is PARVIS_CARD_ERROR_REFUSED. */
GBytes *parvis_card_link_command_ok (ParvisCardLink *self, const ParvisCardCommand *command,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* SELECT by application identifier (7816-4, 11.2.2). 6A82 is PARVIS_CARD_ERROR_UNSUPPORTED. (transfer full) its FCI,
 * may be empty */
GBytes *parvis_card_link_select (ParvisCardLink *self, const guint8 *aid, gsize length,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

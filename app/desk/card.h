/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"
#include "app/desk/desk.h"

G_BEGIN_DECLS

/* The kiosk's card reader, as the screen knows it: an identity card, a passport or one of the town hall's own cards is
 * laid on it, what stands on its chip becomes the answer to a question. Nothing of it is kept: the draft has what the
 * person confirms. Main thread only.
 *
 * ParvisDesk's properties: "has-card-reader" (boolean): this kiosk should have one; "card-trouble" (string): what keeps
 * it from being used now, in a sentence for the person, "" when nothing does. Both notified by event. */

/* What is printed on the document and opens its chip: the card's number, or what a passport's last two lines say.
 * Dates: "1958-03-31". */
typedef struct
{
  const char *can;                               /* (nullable) six figures */
  const char *number, *birth_date, *expiry_date; /* (nullable) */
} ParvisCardKey;

typedef enum
{
  PARVIS_CARD_STAGE_WAITING, /* for a card */
  PARVIS_CARD_STAGE_OPENING,
  PARVIS_CARD_STAGE_READING,
  PARVIS_CARD_STAGE_CHECKING, /* the card is no longer needed */
} ParvisCardStage;
typedef void (*ParvisCardProgress) (ParvisCardStage stage, guint percent, gpointer user_data);

/* What went wrong: what the person can do next. Every message is a sentence for them. */
#define PARVIS_CARD_READING_ERROR (parvis_card_reading_error_quark ())
typedef enum
{
  PARVIS_CARD_READING_WRONG_KEY,  /* what was typed does not open it: correct it */
  PARVIS_CARD_READING_TOO_MANY,   /* the third time: go on by typing */
  PARVIS_CARD_READING_AGAIN,      /* lay it down once more */
  PARVIS_CARD_READING_USELESS,    /* not this card: go on by typing */
  PARVIS_CARD_READING_OTHER_CARD, /* not the one that is asked for: lay that one down */
  PARVIS_CARD_READING_NO_READER,  /* unplugged, or its service does not run: later, or by typing */
} ParvisCardReadingError;
GQuark parvis_card_reading_error_quark (void);

/* What was read. Wiped when freed. */
typedef struct
{
  ParvisValue *answer; /* OBJECT, as a question of type "identity" has it */
  gboolean verified;   /* signed by a state that the kiosk knows */
  char **remarks;      /* what the person should know of it, a sentence or two each; maybe none */
} ParvisCardIdentity;
void parvis_card_identity_free (ParvisCardIdentity *identity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCardIdentity, parvis_card_identity_free)

/* Wrong keys one after the other in a session before it says TOO_MANY; then, and until the session ends, no card is
 * read. */
#define PARVIS_CARD_TRIES    3
#define PARVIS_CARD_PATIENCE 60 /* seconds for a card to be laid down */

/* Waits for a card, at most PARVIS_CARD_PATIENCE seconds, and reads it. Copies @key. @progress is called in the main
 * thread, until the end. One at a time: a new one cancels the one before. The session's end cancels it;
 * G_IO_ERROR_CANCELLED then. */
void parvis_desk_read_identity_async (ParvisDesk *self, const ParvisCardKey *key, ParvisCardProgress progress,
                                      gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ParvisCardIdentity *parvis_desk_read_identity_finish (ParvisDesk *self, GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a card of the town hall's own (app/content/pass.h) is called; %NULL: this content has none of that id. (transfer
 * full) */
char *parvis_desk_pass_name (ParvisDesk *self, const char *pass, const char *language);
/* The same for its number, without a key. The name in sentences is in @language. */
void parvis_desk_read_pass_async (ParvisDesk *self, const char *pass, const char *language, ParvisCardProgress progress,
                                  gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): wiped when freed, by parvis_secret_free() */
ParvisSecret *parvis_desk_read_pass_finish (ParvisDesk *self, GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Stops whichever is under way. */
void parvis_desk_read_card_cancel (ParvisDesk *self);

G_END_DECLS

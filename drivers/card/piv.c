/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/piv.h"

#include <string.h>

#include "base/secret.h"
#include "drivers/card/piv-challenge.h"
#include "drivers/card/piv-object.h"

/* NIST SP 800-73-4 part 1, 2.2: without its version, the last two bytes. */
static const guint8 AID[] = { 0xA0, 0x00, 0x00, 0x03, 0x08, 0x00, 0x00, 0x10, 0x00 };

/* Part 2, 3.1 and 3.2. */
#define INS_VERIFY               0x20
#define INS_GENERAL_AUTHENTICATE 0x87
#define INS_GET_DATA             0xCB
#define P1_FORGET                0xFF
#define P2_PIN                   0x80
#define STATUS_OK                0x9000
#define STATUS_NOT_FOUND         0x6A82
#define STATUS_BLOCKED           0x6983
#define STATUS_BAD_PIN           0x6A80
#define STATUS_NO_TRY_MASK       0xFFF0
#define STATUS_TRIES             0x63C0
#define STATUS_WRONG             0x6300

/* Part 1, table 3 and appendix A. */
#define OBJECT_CHUID 0x5FC102
typedef struct
{
  guint8 key;
  guint32 object;
} Slot;
static const Slot SLOT_CARD = { 0x9E, 0x5FC101 };
static const Slot SLOT_HOLDER = { 0x9A, 0x5FC105 };

/* Any card may be held to the reader: one that has no applications says so in its own way. */
static gboolean
select_application (ParvisCardLink *link, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) answer = parvis_card_link_select (link, AID, sizeof AID, &local);

  if (answer != NULL)
    return TRUE;
  if (g_error_matches (local, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED))
    local->code = PARVIS_CARD_ERROR_UNSUPPORTED;
  g_propagate_prefixed_error (error, g_steal_pointer (&local), "PIV: ");
  return FALSE;
}

/* Part 2, 3.1.2. TRUE and NULL: there is no such object. */
static gboolean
get_data (ParvisCardLink *link, guint32 object, GBytes **data, GError **error)
{
  const guint8 list[] = { 0x5C, 0x03, (guint8) (object >> 16), (guint8) (object >> 8), (guint8) object };
  const ParvisCardCommand command
      = { .ins = INS_GET_DATA, .p1 = 0x3F, .p2 = 0xFF, .data = list, .data_length = sizeof list, .expected = 256 };
  guint16 status = 0;
  g_autoptr (GBytes) answer = parvis_card_link_command (link, &command, &status, error);

  *data = NULL;
  if (answer == NULL)
    return FALSE;
  if (status == STATUS_OK)
    *data = g_steal_pointer (&answer);
  if (status == STATUS_OK || status == STATUS_NOT_FOUND)
    return TRUE;
  g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED,
               "PIV: the card answers %04X when object %06X is read", status, object);
  return FALSE;
}

/* What the card says of itself ------------------------------------------------------------------ */

static gboolean
has_certificate (ParvisCardLink *link, const Slot *slot, gboolean *has, GError **error)
{
  g_autoptr (GBytes) object = NULL;
  g_autoptr (GBytes) certificate = NULL;

  if (!get_data (link, slot->object, &object, error))
    return FALSE;
  certificate = object != NULL ? parvis_piv_object_to_certificate (object, NULL) : NULL;
  *has = certificate != NULL;
  return TRUE;
}

ParvisPivCard *
parvis_piv_read (ParvisCardLink *link, GError **error)
{
  g_autoptr (ParvisPivCard) card = g_new0 (ParvisPivCard, 1);
  g_autoptr (GBytes) chuid = NULL;

  if (!select_application (link, error) || !get_data (link, OBJECT_CHUID, &chuid, error)
      || (chuid != NULL && !parvis_piv_object_to_chuid (chuid, card, error))
      || !has_certificate (link, &SLOT_CARD, &card->has_card_key, error)
      || !has_certificate (link, &SLOT_HOLDER, &card->has_holder_key, error))
    return NULL;
  return g_steal_pointer (&card);
}

void
parvis_piv_card_free (ParvisPivCard *card)
{
  if (card == NULL)
    return;
  g_free (card->guid);
  g_free (card->expires);
  g_free (card);
}

/* A slot and its key ---------------------------------------------------------------------------- */

static X509 *
read_certificate (ParvisCardLink *link, const Slot *slot, GError **error)
{
  g_autoptr (GBytes) object = NULL;
  g_autoptr (GBytes) der = NULL;

  if (!get_data (link, slot->object, &object, error))
    return NULL;
  if (object == NULL)
    {
      g_set_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_NO_CERTIFICATE,
                   "slot %02X of the card holds no certificate", slot->key);
      return NULL;
    }
  der = parvis_piv_object_to_certificate (object, error);
  return der != NULL ? parvis_piv_certificate_new (der, error) : NULL;
}

/* Part 2, 3.2.4 and appendix A.4: the card signs what we made up. */
static gboolean
prove_key (ParvisCardLink *link, const Slot *slot, const ParvisPivChallenge *challenge, GError **error)
{
  g_autoptr (GByteArray) template = parvis_piv_challenge_to_template (challenge);
  const ParvisCardCommand command = { .ins = INS_GENERAL_AUTHENTICATE,
                                      .p1 = parvis_piv_challenge_algorithm (challenge),
                                      .p2 = slot->key,
                                      .data = template->data,
                                      .data_length = template->len,
                                      .expected = 256 };
  g_autoptr (GBytes) answer = parvis_card_link_command_ok (link, &command, error);

  return answer != NULL && parvis_piv_challenge_verify (challenge, answer, error);
}

/* A certificate that holds and its challenge: all that can be refused before the card has to do anything. */
static X509 *
open_slot (ParvisCardLink *link, const Slot *slot, const ParvisPivTrust *trust, ParvisPivChallenge **challenge,
           GError **error)
{
  g_autoptr (X509) certificate = NULL;

  if (!select_application (link, error))
    return NULL;
  certificate = read_certificate (link, slot, error);
  if (certificate == NULL || !parvis_piv_trust_check (trust, certificate, error))
    return NULL;
  *challenge = parvis_piv_challenge_new (certificate, error);
  return *challenge != NULL ? g_steal_pointer (&certificate) : NULL;
}

ParvisPivHolder *
parvis_piv_authenticate_card (ParvisCardLink *link, const ParvisPivTrust *trust, GError **error)
{
  g_autoptr (ParvisPivChallenge) challenge = NULL;
  g_autoptr (X509) certificate = open_slot (link, &SLOT_CARD, trust, &challenge, error);

  if (certificate == NULL || !prove_key (link, &SLOT_CARD, challenge, error))
    return NULL;
  return parvis_piv_holder_new (certificate, error);
}

/* The PIN --------------------------------------------------------------------------------------- */

static int
tries_of (guint16 status)
{
  if (status == STATUS_BLOCKED)
    return 0;
  return (status & STATUS_NO_TRY_MASK) == STATUS_TRIES ? status & 0x0F : PARVIS_PIV_TRIES_UNKNOWN;
}

/* Part 2, 3.2.1: P1 FF without data: the card forgets that the PIN was given. Cards older than this edition
 * do not know it and forget when they lose their power. */
static gboolean
forget_pin (ParvisCardLink *link, GError **error)
{
  const ParvisCardCommand command = { .ins = INS_VERIFY, .p1 = P1_FORGET, .p2 = P2_PIN };
  guint16 status = 0;
  g_autoptr (GBytes) answer = parvis_card_link_command (link, &command, &status, error);

  return answer != NULL;
}

/* Without data: no try is used. 9000: the PIN was given and not forgotten, and the number is not told. */
static gboolean
ask_tries (ParvisCardLink *link, int *tries, GError **error)
{
  const ParvisCardCommand command = { .ins = INS_VERIFY, .p2 = P2_PIN };
  guint16 status = STATUS_OK;

  *tries = PARVIS_PIV_TRIES_UNKNOWN;
  for (int i = 0; i < 2 && status == STATUS_OK; i++)
    {
      g_autoptr (GBytes) answer = NULL;

      if (i > 0 && !forget_pin (link, error))
        return FALSE;
      answer = parvis_card_link_command (link, &command, &status, error);
      if (answer == NULL)
        return FALSE;
    }
  *tries = tries_of (status);
  return TRUE;
}

gboolean
parvis_piv_tries_left (ParvisCardLink *link, int *tries_left, GError **error)
{
  *tries_left = PARVIS_PIV_TRIES_UNKNOWN;
  return select_application (link, error) && ask_tries (link, tries_left, error);
}

static gboolean
is_pin (const char *pin)
{
  gsize length = strnlen (pin, PARVIS_PIV_PIN_MAX + 1);

  if (length < PARVIS_PIV_PIN_MIN || length > PARVIS_PIV_PIN_MAX)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (pin[i]))
      return FALSE;
  return TRUE;
}

static gboolean
refuse_pin (guint16 status, int tries, GError **error)
{
  if (tries == 0)
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_BLOCKED, "PIV: the PIN is blocked");
  else if (tries > 0 || (status & 0xFF00) == STATUS_WRONG || status == STATUS_BAD_PIN)
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE, "PIV: the PIN is wrong");
  else
    g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REFUSED, "PIV: the card answers %04X to the PIN", status);
  return FALSE;
}

static gboolean
refuse_form (ParvisCardLink *link, int *tries, GError **error)
{
  if (!ask_tries (link, tries, error))
    return FALSE;
  if (*tries == 0)
    return refuse_pin (STATUS_BLOCKED, 0, error);
  g_set_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE, "PIV: a PIN has %d to %d digits",
               PARVIS_PIV_PIN_MIN, PARVIS_PIV_PIN_MAX);
  return FALSE;
}

/* Part 2, 3.2.1 and 2.4.3: filled up to eight bytes by FF. */
static gboolean
verify_pin (ParvisCardLink *link, const char *pin, int *tries, GError **error)
{
  guint8 block[PARVIS_PIV_PIN_MAX];
  const ParvisCardCommand command = { .ins = INS_VERIFY, .p2 = P2_PIN, .data = block, .data_length = sizeof block };
  g_autoptr (GBytes) answer = NULL;
  guint16 status = 0;

  if (!is_pin (pin))
    return refuse_form (link, tries, error);
  memset (block, 0xFF, sizeof block);
  memcpy (block, pin, strlen (pin));
  answer = parvis_card_link_command (link, &command, &status, error);
  parvis_wipe (block, sizeof block);
  if (answer == NULL)
    return FALSE;
  if (status == STATUS_OK)
    return TRUE;
  *tries = tries_of (status);
  return refuse_pin (status, *tries, error);
}

/* A card that is gone or says nothing is not asked to forget: that would take another wait, and its power is
 * gone too. */
static gboolean
is_there (const GError *error)
{
  return !g_error_matches (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_REMOVED)
         && !g_error_matches (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE);
}

ParvisPivHolder *
parvis_piv_authenticate_holder (ParvisCardLink *link, const char *pin, const ParvisPivTrust *trust, int *tries_left,
                                GError **error)
{
  g_autoptr (ParvisPivChallenge) challenge = NULL;
  g_autoptr (X509) certificate = NULL;
  g_autoptr (GError) local = NULL;
  int ignored;
  int *tries = tries_left != NULL ? tries_left : &ignored;

  *tries = PARVIS_PIV_TRIES_UNKNOWN;
  certificate = open_slot (link, &SLOT_HOLDER, trust, &challenge, error);
  if (certificate == NULL || !verify_pin (link, pin, tries, error))
    return NULL;
  if (!prove_key (link, &SLOT_HOLDER, challenge, &local))
    {
      if (is_there (local))
        forget_pin (link, NULL);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return forget_pin (link, error) ? parvis_piv_holder_new (certificate, error) : NULL;
}

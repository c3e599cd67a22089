/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/desk/card-identity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/secret.h"

G_DEFINE_QUARK (parvis_card_reading_error_quark, parvis_card_reading_error)

/* --- what was typed --- */

/* "1958-03-31" as the machine readable zone has it: "580331" (ICAO Doc 9303-3, 4.8). */
static void
to_short_date (const char *iso, char short_date[8])
{
  if (iso != NULL && strlen (iso) == 10)
    g_snprintf (short_date, 8, "%.2s%.2s%.2s", iso + 2, iso + 5, iso + 8);
}

static const char *
or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

ParvisCardAccess *
parvis_card_access_new (const ParvisCardKey *key)
{
  ParvisCardAccess *self = g_new0 (ParvisCardAccess, 1);

  if (key->can != NULL)
    g_strlcpy (self->can, key->can, sizeof self->can);
  if (key->number != NULL)
    g_strlcpy (self->number, key->number, sizeof self->number);
  to_short_date (key->birth_date, self->birth);
  to_short_date (key->expiry_date, self->expiry);
  self->access = (ParvisEmrtdAccess){ .can = or_null (self->can),
                                      .number = or_null (self->number),
                                      .birth = or_null (self->birth),
                                      .expiry = or_null (self->expiry) };
  return self;
}

void
parvis_card_access_free (ParvisCardAccess *self)
{
  parvis_wipe (self, sizeof *self);
  g_free (self);
}

/* --- what was read --- */

/* The zone has capitals only: "ANNA MARIA" is easier to read, and to correct, as "Anna Maria". */
static char *
to_name (const char *capitals)
{
  GString *name = g_string_new (NULL);
  gboolean first = TRUE;

  for (const char *c = capitals; c != NULL && *c != '\0'; c++)
    {
      g_string_append_c (name, first ? g_ascii_toupper (*c) : g_ascii_tolower (*c));
      first = !g_ascii_isalpha (*c);
    }
  return g_string_free (name, FALSE);
}

static void
set_text (ParvisValue *answer, const char *member, char *text)
{
  if (text != NULL && *text != '\0')
    parvis_value_set_member (answer, member, parvis_value_new_text (text));
  parvis_secret_free (text);
}

static const char *
remark_on_signature (ParvisIdentityTrust trust)
{
  switch (trust)
    {
    case PARVIS_IDENTITY_VERIFIED:
      return NULL;
    case PARVIS_IDENTITY_SIGNER_EXPIRED:
      return _ ("La signature de cette carte est ancienne. Le service pourra vous demander de montrer la carte.");
    case PARVIS_IDENTITY_SIGNER_UNKNOWN:
    case PARVIS_IDENTITY_UNCHECKED:
    default:
      return _ ("La borne n’a pas pu vérifier qui a signé cette carte. Le service pourra vous demander de la montrer.");
    }
}

/* What the person is to look at first comes first. */
static char **
remarks_on (const ParvisIdentity *identity)
{
  g_autoptr (GStrvBuilder) remarks = g_strv_builder_new ();

  if (identity->truncated)
    g_strv_builder_add (
        remarks,
        _ ("Votre nom ou vos prénoms sont peut-être coupés : la puce manque de place. Ajoutez ce qui manque."));
  if (identity->century_unsure)
    g_strv_builder_add (remarks, _ ("La puce n’écrit que deux chiffres de l’année de naissance. Vérifiez l’année."));
  if (remark_on_signature (identity->trust) != NULL)
    g_strv_builder_add (remarks, remark_on_signature (identity->trust));
  return g_strv_builder_end (remarks);
}

ParvisCardIdentity *
parvis_card_identity_new (const ParvisIdentity *identity)
{
  ParvisCardIdentity *self = g_new0 (ParvisCardIdentity, 1);

  self->answer = parvis_value_new_object ();
  set_text (self->answer, "given_names", to_name (identity->given_names));
  set_text (self->answer, "family_name", to_name (identity->name));
  set_text (self->answer, "birth_date", parvis_identity_date_to_iso8601 (&identity->birth));
  self->verified = identity->trust == PARVIS_IDENTITY_VERIFIED;
  self->remarks = remarks_on (identity);
  return self;
}

void
parvis_card_identity_free (ParvisCardIdentity *identity)
{
  parvis_value_free (identity->answer);
  g_strfreev (identity->remarks);
  g_free (identity);
}

/* --- what went wrong --- */

static const struct
{
  ParvisCardError cause;
  ParvisCardReadingError what;
  const char *sentence;
} failures[] = {
  { PARVIS_CARD_ERROR_REMOVED, PARVIS_CARD_READING_AGAIN,
    N_ ("La carte a bougé avant la fin. Posez-la de nouveau, et laissez-la sur le lecteur.") },
  { PARVIS_CARD_ERROR_MUTE, PARVIS_CARD_READING_AGAIN,
    N_ ("La carte ne répond pas. Retournez-la, ou posez-la bien à plat au milieu du lecteur.") },
  { PARVIS_CARD_ERROR_PROTOCOL, PARVIS_CARD_READING_AGAIN,
    N_ ("La borne n’a pas compris la carte. Retirez-la, puis posez-la de nouveau.") },
  { PARVIS_CARD_ERROR_REFUSED, PARVIS_CARD_READING_AGAIN,
    N_ ("La borne n’a pas compris la carte. Retirez-la, puis posez-la de nouveau.") },
  { PARVIS_CARD_ERROR_UNSUPPORTED, PARVIS_CARD_READING_USELESS,
    N_ ("La borne ne sait pas lire cette carte. Posez une carte d’identité de 2021 ou plus récente, ou un "
        "passeport.") },
  { PARVIS_CARD_ERROR_FORGED, PARVIS_CARD_READING_USELESS,
    N_ ("La signature de cette carte n’est pas bonne. La borne ne peut pas s’en servir. Tapez vous-même votre "
        "identité.") },
  { PARVIS_CARD_ERROR_NO_SERVICE, PARVIS_CARD_READING_NO_READER,
    N_ ("Le lecteur de cartes s’est arrêté pendant la lecture. Tapez vous-même votre réponse.") },
};

GError *
parvis_card_reading_too_many (void)
{
  return g_error_new_literal (PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_TOO_MANY,
                              _ ("Ce n’est toujours pas ce que la carte attend. Ce n’est pas grave : "
                                 "tapez vous-même votre identité. Votre carte n’est pas bloquée."));
}

static GError *
wrong_key_error (guint *tries)
{
  guint left;

  ++*tries;
  left = PARVIS_CARD_TRIES - MIN (*tries, PARVIS_CARD_TRIES);
  if (left == 0)
    return parvis_card_reading_too_many ();
  return g_error_new (
      PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_WRONG_KEY,
      g_dngettext (GETTEXT_PACKAGE,
                   "Ce n’est pas ce que la carte attend. Relisez bien la carte. Vous avez encore %u essai.",
                   "Ce n’est pas ce que la carte attend. Relisez bien la carte. Vous avez encore %u essais.", left),
      left);
}

GError *
parvis_card_reading_error_new (const GError *cause, guint *tries)
{
  if (g_error_matches (cause, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_WRONG_CODE))
    return wrong_key_error (tries);
  if (g_error_matches (cause, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_CANCELLED)
      || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, cause->message);
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++)
    if (g_error_matches (cause, PARVIS_CARD_ERROR, (int) failures[i].cause))
      return g_error_new_literal (PARVIS_CARD_READING_ERROR, (int) failures[i].what, _ (failures[i].sentence));
  return g_error_new_literal (PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_AGAIN,
                              _ ("La borne n’a pas compris la carte. Retirez-la, puis posez-la de nouveau."));
}

ParvisCardStage
parvis_card_stage_of (ParvisEmrtdStep step)
{
  switch (step)
    {
    case PARVIS_EMRTD_STEP_START:
    case PARVIS_EMRTD_STEP_OPEN:
      return PARVIS_CARD_STAGE_OPENING;
    case PARVIS_EMRTD_STEP_IDENTITY:
    case PARVIS_EMRTD_STEP_SIGNATURE:
      return PARVIS_CARD_STAGE_READING;
    case PARVIS_EMRTD_STEP_CHECK:
    case PARVIS_EMRTD_STEP_DONE:
    default:
      return PARVIS_CARD_STAGE_CHECKING;
    }
}

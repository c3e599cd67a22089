/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/desk/card-pass.h"

#include <glib/gi18n-lib.h>

#include "app/desk/card-identity.h"
#include "base/secret.h"
#include "drivers/card/pass.h"

struct _ParvisCardPasses
{
  GPtrArray *passes;     /* of ParvisPass */
  ParvisPassRule *rules; /* as many, of their words */
  const ParvisPass *wanted;
};

static ParvisPassRule
to_rule (const ParvisPass *pass)
{
  return (ParvisPassRule){ .id = pass->id,
                           .uri_prefix = pass->uri,
                           .mime_type = pass->mime,
                           .number_skip = pass->number_skip,
                           .number_length = pass->number_length,
                           .uid_digests = (const char *const *) pass->uid_digests,
                           .uid_numbers = (const char *const *) pass->uid_numbers,
                           .uid_key = pass->uid_key };
}

ParvisCardPasses *
parvis_card_passes_new (GPtrArray *passes, const char *wanted, GError **error)
{
  g_autoptr (ParvisCardPasses) self = g_new0 (ParvisCardPasses, 1);

  self->passes = passes;
  self->rules = g_new0 (ParvisPassRule, passes->len);
  for (guint i = 0; i < passes->len; i++)
    {
      const ParvisPass *pass = passes->pdata[i];

      self->rules[i] = to_rule (pass);
      if (g_str_equal (pass->id, wanted))
        self->wanted = pass;
    }
  if (self->wanted != NULL)
    return g_steal_pointer (&self);
  g_set_error_literal (error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_USELESS,
                       _ ("La borne ne connaît plus cette carte. Tapez vous-même votre réponse."));
  return NULL;
}

void
parvis_card_passes_free (ParvisCardPasses *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->passes);
  g_free (self->rules);
  g_free (self);
}

static const char *
name_of (const ParvisCardPasses *self, const ParvisPassRule *rule)
{
  return ((const ParvisPass *) self->passes->pdata[rule - self->rules])->name;
}

static void
set_other (const ParvisCardPasses *self, const ParvisPassRule *rule, GError **error)
{
  if (rule != NULL)
    g_set_error (error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_OTHER_CARD,
                 _ ("C’est la carte « %1$s ». Ici, il faut la carte « %2$s »."), name_of (self, rule),
                 self->wanted->name);
  else
    g_set_error (error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_OTHER_CARD,
                 _ ("Ce n’est pas la carte « %s ». Posez la bonne carte, sans autre carte à côté."),
                 self->wanted->name);
}

ParvisSecret *
parvis_card_passes_read (const ParvisCardPasses *self, const ParvisTag *tag, GError **error)
{
  g_autoptr (ParvisSecret) number = NULL;
  const ParvisPassRule *rule = parvis_pass_match (tag, self->rules, self->passes->len, &number);

  if (rule == NULL || !g_str_equal (rule->id, self->wanted->id))
    set_other (self, rule, error);
  else if (*number == '\0')
    g_set_error_literal (
        error, PARVIS_CARD_READING_ERROR, PARVIS_CARD_READING_USELESS,
        _ ("Cette carte ne dit pas son numéro à la borne. Tapez vous-même le numéro qui est écrit dessus."));
  else
    return g_steal_pointer (&number);
  return NULL;
}

/* A card whose message is of a sort that we do not read is none of ours. */
GError *
parvis_card_passes_error_new (const ParvisCardPasses *self, const GError *cause)
{
  GError *error = NULL;
  guint tries = 0; /* there is nothing to type */

  if (!g_error_matches (cause, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED))
    return parvis_card_reading_error_new (cause, &tries);
  set_other (self, NULL, &error);
  return error;
}

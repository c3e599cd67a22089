/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/phone/phone-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MIB (1024 * 1024)

/* Colours of 7:1 at least, letters of 18 px at least, targets of 56 px. */
static const char style[]
    = ":root{color-scheme:light}"
      "body{margin:0;background:#f7f4ee;color:#14263b;font:1.15rem/1.5 system-ui,sans-serif}"
      "main{max-width:34rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}"
      "h1{font-size:1.7rem;line-height:1.25;margin:.5rem 0 1rem}"
      "h2{font-size:1.25rem;margin:1.5rem 0 .5rem}"
      ".for{font-size:1.25rem;font-weight:700}"
      "label{display:block;font-weight:700;margin-top:1.5rem}"
      ".hint{margin:.25rem 0 .75rem}"
      "input[type=file]{box-sizing:border-box;width:100%;min-height:3.5rem;padding:.9rem;font:inherit;"
      "background:#fff;color:inherit;border:2px solid #14263b;border-radius:12px}"
      "button{box-sizing:border-box;width:100%;min-height:3.75rem;margin-top:1rem;font:inherit;font-weight:700;"
      "background:#1d4e89;color:#fff;border:0;border-radius:12px}"
      "button:focus-visible,input:focus-visible{outline:4px solid #c98a00;outline-offset:3px}"
      "ul{list-style:none;margin:0;padding:0}"
      "li,.note{background:#fff;border-left:.5rem solid #46586c;border-radius:8px;margin:.5rem 0;padding:.75rem 1rem}"
      "li.ok{border-color:#22694a}li.err,.note.err{border-color:#a12a1c}"
      ".small{font-size:1rem;margin-top:2rem}";

GBytes *
parvis_hub_phone_style (void)
{
  return g_bytes_new_static (style, sizeof style - 1);
}

/* @text between @before and @after, which are HTML of ours. */
static void
add (GString *page, const char *before, const char *text, const char *after)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (page, before);
  g_string_append (page, escaped);
  g_string_append (page, after);
}

/* What became of each file ------------------------------------------------------------------------ */

static const struct
{
  const char *style, *words;
} verdicts[] = {
  [PARVIS_HUB_VERDICT_NONE] = { "wait", N_ ("Il est arrivé. La borne est en train de le prendre.") },
  [PARVIS_HUB_VERDICT_TAKEN] = { "ok", N_ ("C’est reçu par la borne.") },
  [PARVIS_HUB_VERDICT_TOO_LARGE] = { "err", N_ ("Il est trop lourd. Prenez une photo moins grande, et recommencez.") },
  [PARVIS_HUB_VERDICT_WRONG_TYPE]
  = { "err", N_ ("Ce n’est ni une photo JPEG ou PNG, ni un PDF. Prenez une photo du papier.") },
  [PARVIS_HUB_VERDICT_UNREADABLE] = { "err", N_ ("La borne n’a pas pu le lire. Reprenez la photo, et recommencez.") },
  [PARVIS_HUB_VERDICT_TOO_MANY] = { "err", N_ ("Il est de trop : la borne n’en attend pas autant.") },
};

static void
add_verdicts (GString *page, const ParvisHubSlotView *view)
{
  if (view->verdicts->len == 0)
    return;
  g_string_append (page, "<section role=\"status\"><ul>");
  for (guint i = 0; i < view->verdicts->len; i++)
    {
      ParvisHubVerdict verdict = g_array_index (view->verdicts, ParvisHubVerdict, i);
      g_autofree char *name = g_strdup_printf (_ ("Document %u"), i + 1);
      g_autofree char *title = g_markup_escape_text (name, -1);
      g_autofree char *words = g_markup_escape_text (_ (verdicts[verdict].words), -1);

      g_string_append_printf (page, "<li class=\"%s\"><strong>%s</strong><br>%s</li>", verdicts[verdict].style, title,
                              words);
    }
  g_string_append (page, "</ul></section>");
}

/* The form ---------------------------------------------------------------------------------------- */

static char *
hint_words (const ParvisHubSlotView *view)
{
  guint most = (guint) MAX (1, view->bytes / MIB);

  return g_strdup_printf (ngettext ("Une photo bien nette (JPEG ou PNG) ou un PDF, de %u Mo au plus.",
                                    "Une photo bien nette (JPEG ou PNG) ou un PDF, de %u Mo au plus.", most),
                          most);
}

static void
add_form (GString *page, const ParvisHubSlotView *view, const char *token)
{
  g_autofree char *hint = hint_words (view);
  g_autofree char *several
      = view->left > 1 ? g_strdup_printf (_ ("Vous pouvez en choisir plusieurs : %u au plus."), view->left) : NULL;

  g_string_append_printf (page, "<form method=\"post\" enctype=\"multipart/form-data\" action=\"%s\">", token);
  add (page, "<label for=\"f\">", view->verdicts->len > 0 ? _ ("Un autre document") : _ ("Votre document"), "</label>");
  add (page, "<p id=\"aide\" class=\"hint\">", hint, "");
  if (several != NULL)
    add (page, " ", several, "");
  g_string_append_printf (
      page,
      "</p><input id=\"f\" type=\"file\" name=\"fichier\" accept=\"image/jpeg,image/png,application/pdf\" "
      "aria-describedby=\"aide\"%s required>",
      view->left > 1 ? " multiple" : "");
  add (page, "<button type=\"submit\">", _ ("Envoyer à la borne"), "</button></form>");
}

static const char *
state_words (const ParvisHubSlotView *view)
{
  switch (view->state)
    {
    case PARVIS_HUB_SLOT_OPEN:
      return view->pending > 0 ? NULL : _ ("Tout est envoyé. Vous pouvez fermer cette page et continuer sur la borne.");
    case PARVIS_HUB_SLOT_EXPIRED:
      return _ ("Le temps est passé : dix minutes. Sur la borne, touchez de nouveau « Envoyer depuis mon téléphone ».");
    case PARVIS_HUB_SLOT_CLOSED:
      return view->verdicts->len > 0
                 ? _ ("C’est terminé. Vous pouvez fermer cette page et continuer sur la borne.")
                 : _ ("La borne n’attend plus de document. Pour en envoyer un, touchez de nouveau sur la borne "
                      "« Envoyer depuis mon téléphone ».");
    default:
      return _ ("Cette page n’existe pas ou n’existe plus. Sur la borne, touchez « Envoyer depuis mon téléphone », "
                "puis visez le "
                "carré noir avec votre téléphone.");
    }
}

static void
add_body (GString *page, const ParvisHubSlotView *view, const char *token, const char *problem)
{
  if (view->title != NULL)
    add (page, "<p class=\"for\">", view->title, "</p>");
  if (problem != NULL)
    add (page, "<p class=\"note err\" role=\"alert\">", problem, "</p>");
  add_verdicts (page, view);
  if (view->state == PARVIS_HUB_SLOT_OPEN && view->left > 0)
    add_form (page, view, token);
  else if (state_words (view) != NULL)
    add (page, "<p class=\"note\" role=\"status\">", state_words (view), "</p>");
  add (page, "<p class=\"small\">",
       _ ("Votre document va droit à la borne, chiffré. Ce site ne le garde pas. La borne l’oublie si vous n’envoyez "
          "pas votre "
          "demande."),
       "</p>");
}

GBytes *
parvis_hub_phone_page (const ParvisHubSlotView *view, const char *token, const char *problem)
{
  GString *page = g_string_new ("<!DOCTYPE html><html lang=\"fr\"><head><meta charset=\"utf-8\">"
                                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");

  add (page, "<title>", _ ("Envoyer un document à la borne"),
       "</title><link rel=\"stylesheet\" href=\"style.css\"></head><body><main>");
  add (page, "<h1>", _ ("Envoyer un document à la borne"), "</h1>");
  add_body (page, view, token, problem);
  g_string_append (page, "</main></body></html>\n");
  return g_string_free_to_bytes (page);
}

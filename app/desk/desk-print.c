/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gi18n-lib.h>

#include "app/desk/desk-private.h"

/* What is printed, for the counts, and what the person does instead when it cannot be. */
typedef struct
{
  const char *subject, *instead;
} Paper;

/* One print under way. */
typedef struct
{
  const Paper *paper;
  guint pages, session;
} Print;

static const Paper receipt_paper
    = { "receipt", N_ ("L’impression n’a pas pu se faire. Gardez le code affiché, ou demandez à l’accueil.") };
static const Paper leaflet_paper
    = { "leaflet", N_ ("L’impression n’a pas pu se faire. Photographiez le code affiché, ou demandez à l’accueil.") };

/* ---- what it costs, and how many are left ---- */

static guint
pages_left (ParvisDesk *self)
{
  guint most = parvis_config_printing (self->config)->pages_per_session;

  return most == 0 ? G_MAXUINT : most - MIN (most, self->pages_printed);
}

static char *
price_text (guint cents)
{
  g_autofree char *price = g_strdup_printf ("%u,%02u €", cents / 100, cents % 100);

  return g_strdup_printf (_ ("La page coûte %s, à payer à l’accueil."), price);
}

static char *
left_text (guint left)
{
  if (left == 0)
    return g_strdup (_ (
        "Vous avez imprimé toutes les pages prévues pour une visite. Pour en avoir d’autres, demandez à l’accueil."));
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Vous pouvez encore imprimer %u page.",
                                       "Vous pouvez encore imprimer %u pages.", left),
                          left);
}

char *
parvis_desk_print_terms (ParvisDesk *self)
{
  guint left = pages_left (self), cents = parvis_config_printing (self->config)->price_cents;
  g_autofree char *price = cents > 0 && left > 0 ? price_text (cents) : NULL;
  g_autofree char *rest = left < G_MAXUINT ? left_text (left) : NULL;

  if (self->printer == NULL)
    return g_strdup ("");
  if (price != NULL && rest != NULL)
    return g_strdup_printf ("%s\n%s", price, rest);
  return g_strdup (price != NULL ? price : rest != NULL ? rest : "");
}

gboolean
parvis_desk_can_print (ParvisDesk *self)
{
  return self->printer != NULL && pages_left (self) > 0;
}

static gboolean
may_print (ParvisDesk *self, guint pages, GError **error)
{
  guint left = pages_left (self);
  g_autofree char *used_up = left == 0 ? left_text (0) : NULL;

  if (pages <= left)
    return TRUE;
  if (used_up != NULL)
    g_set_error_literal (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, used_up);
  else
    g_set_error (
        error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE,
        g_dngettext (
            GETTEXT_PACKAGE,
            "Ce document a %u page : c’est plus que ce que vous pouvez encore imprimer. Demandez à l’accueil.",
            "Ce document a %u pages : c’est plus que ce que vous pouvez encore imprimer. Demandez à l’accueil.", pages),
        pages);
  return FALSE;
}

static void
set_pages_printed (ParvisDesk *self, guint pages)
{
  self->pages_printed = pages;
  g_object_notify (G_OBJECT (self), "print-terms");
}

void
parvis_desk_reset_printing (ParvisDesk *self)
{
  self->print_session++;
  set_pages_printed (self, 0);
}

/* ---- printing ---- */

/* As the content asks. */
static ParvisPrintOptions
content_options (ParvisDesk *self)
{
  g_autoptr (ParvisCommune) commune = self->catalog != NULL ? parvis_catalog_commune (self->catalog, "fr", NULL) : NULL;
  ParvisPrintOptions options = { 0 };

  if (commune == NULL)
    return options;
  if (commune->print_sides != NULL)
    options.sides = g_str_equal (commune->print_sides, "two") ? PARVIS_PRINT_SIDES_TWO : PARVIS_PRINT_SIDES_ONE;
  if (commune->print_colours != NULL)
    options.colours
        = g_str_equal (commune->print_colours, "greys") ? PARVIS_PRINT_COLOURS_GREYS : PARVIS_PRINT_COLOURS_ALL;
  return options;
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) cause = NULL;
  ParvisPrinter *printer = PARVIS_PRINTER (source);
  ParvisDesk *self = g_task_get_source_object (task);
  const Print *what = g_task_get_task_data (task);
  const Paper *paper = what->paper;
  const char *trouble;

  if (parvis_printer_print_finish (printer, result, &cause))
    {
      parvis_desk_count (self, PARVIS_COUNT_PRINT, paper->subject, NULL);
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_message ("%s not printed: %s", paper->subject, cause->message);
  if (what->session == self->print_session)
    set_pages_printed (self, self->pages_printed - what->pages); /* what did not come out is given back */
  trouble = parvis_printer_trouble_to_text (parvis_printer_get_trouble (printer));
  g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s",
                           *trouble != '\0' ? trouble : _ (paper->instead));
}

/* Takes @pdf, or the @error that kept it from being made. */
static void
print (ParvisDesk *self, const Paper *paper, GBytes *pdf, guint pages, GError *error, GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->session, callback, user_data);
  const ParvisPrintOptions options = content_options (self);
  const Print what = { paper, pages, self->print_session };
  g_autoptr (GBytes) own = pdf;

  g_task_set_task_data (task, g_memdup2 (&what, sizeof what), g_free);
  if (self->printer == NULL)
    g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s",
                             _ ("Cette borne n’a pas d’imprimante. Photographiez le code affiché."));
  else if (error != NULL || !may_print (self, pages, &error))
    g_task_return_error (task, error);
  else
    {
      set_pages_printed (self, self->pages_printed + pages);
      parvis_printer_print_with_async (self->printer, own, &options, "Parvis", self->session, on_printed,
                                       g_object_ref (task));
    }
}

void
parvis_desk_print_async (ParvisDesk *self, const ParvisSlip *slip, GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;
  guint pages = 0;
  GBytes *pdf = self->printer != NULL ? parvis_slip_to_pdf (slip, &pages, &error) : NULL;

  print (self, &receipt_paper, pdf, pages, error, callback, user_data);
}

void
parvis_desk_print_leaflet_async (ParvisDesk *self, const ParvisLeaflet *leaflet, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GError *error = NULL;
  guint pages = 0;
  GBytes *pdf = self->printer != NULL ? parvis_leaflet_to_pdf (leaflet, &pages, &error) : NULL;

  print (self, &leaflet_paper, pdf, pages, error, callback, user_data);
}

gboolean
parvis_desk_print_leaflet_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

ParvisLeaflet *
parvis_desk_leaflet_new (ParvisDesk *self, const char *kind, const char *title, const char *language)
{
  ParvisLeaflet *leaflet = parvis_leaflet_new (title, language);
  g_autoptr (ParvisCommune) commune
      = self->catalog != NULL ? parvis_catalog_commune (self->catalog, language, NULL) : NULL;

  leaflet->kind = g_strdup (kind);
  if (commune == NULL)
    return leaflet;
  leaflet->commune = g_strdup (commune->name);
  if (commune->logo != NULL)
    leaflet->logo = parvis_catalog_media (self->catalog, commune->logo, NULL);
  return leaflet;
}

gboolean
parvis_desk_print_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

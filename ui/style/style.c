/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/style/style.h"

#include <math.h>

#include "ui/access/access.h"
#include "ui/style/tokens.h"

#define CSS_FOLDER   "/fr/parvis/kiosk/css"
#define DEFAULT_TOWN "#1d4e89"
#define LEGIBLE      4.5

struct _ParvisStyle
{
  GObject parent_instance;
  ParvisTokens tokens;
  char *town;
  guint width_mm;
  gboolean animated; /* where nobody asks for less motion */
  GtkCssProvider *provider;
};

static guint large_changed_signal;

G_DEFINE_FINAL_TYPE (ParvisStyle, parvis_style, G_TYPE_OBJECT)

static gboolean
replace_token (const GMatchInfo *match, GString *result, gpointer user_data)
{
  const ParvisTokens *tokens = user_data;
  g_autofree char *name = g_match_info_fetch (match, 1);
  g_autofree char *value = parvis_tokens_lookup (tokens, name);

  if (value == NULL)
    g_critical ("style sheets use an unknown token: %s", name);
  else
    g_string_append (result, value);
  return FALSE;
}

static void
append_sheet (GString *css, const char *name, GRegex *token, ParvisStyle *self)
{
  g_autofree char *path = g_strconcat (CSS_FOLDER "/", name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *sheet = NULL;

  if (bytes == NULL)
    return;
  sheet = g_regex_replace_eval (token, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), 0,
                                (GRegexMatchFlags) 0, replace_token, &self->tokens, NULL);
  g_string_append (css, sheet);
}

static void
reload (ParvisStyle *self)
{
  g_auto (GStrv) names = g_resources_enumerate_children (CSS_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GRegex) token
      = g_regex_new ("@([a-z0-9-]+|(?:px|touch)\\([0-9.]+\\))@", (GRegexCompileFlags) 0, (GRegexMatchFlags) 0, NULL);
  g_autoptr (GString) css = g_string_new (NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    append_sheet (css, names[i], token, self);
  gtk_css_provider_load_from_data (self->provider, css->str, (gssize) css->len);
}

static void
on_parsing_error (GtkCssProvider *provider, GtkCssSection *section, const GError *error, gpointer user_data)
{
  g_autofree char *where = gtk_css_section_to_string (section);

  g_critical ("style sheet %s: %s", where, error->message);
}

static void
parvis_style_finalize (GObject *object)
{
  ParvisStyle *self = PARVIS_STYLE (object);

  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  g_free (self->town);
  G_OBJECT_CLASS (parvis_style_parent_class)->finalize (object);
}

static void
parvis_style_class_init (ParvisStyleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_style_finalize;
  large_changed_signal = g_signal_new ("large-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

/* ---- what the person wants ---- */

static void
on_contrast (ParvisStyle *self)
{
  self->tokens.contrast = parvis_access_get_contrast ();
  reload (self);
}

static void
on_large (ParvisStyle *self)
{
  self->tokens.large = parvis_access_get_large ();
  reload (self);
  g_signal_emit (self, large_changed_signal, 0);
}

/* Every motion of GTK and of our own is an animation in its sense: one switch stills them all. */
static void
on_still (ParvisStyle *self)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", self->animated && !parvis_access_get_still (),
                NULL);
}

static void
follow_access (ParvisStyle *self)
{
  ParvisAccess *access = parvis_access_get ();

  g_object_get (gtk_settings_get_default (), "gtk-enable-animations", &self->animated, NULL);
  self->tokens.contrast = parvis_access_get_contrast ();
  self->tokens.large = parvis_access_get_large ();
  g_signal_connect_object (access, "notify::contrast", G_CALLBACK (on_contrast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (access, "notify::large", G_CALLBACK (on_large), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (access, "notify::still", G_CALLBACK (on_still), self, G_CONNECT_SWAPPED);
}

static void
parvis_style_init (ParvisStyle *self)
{
  GdkDisplay *display = gdk_display_get_default ();

  self->town = g_strdup (DEFAULT_TOWN);
  self->tokens = (ParvisTokens){ .scale = 1, .town = self->town };
  self->provider = gtk_css_provider_new ();
  g_signal_connect (self->provider, "parsing-error", G_CALLBACK (on_parsing_error), NULL);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set_data (G_OBJECT (display), "parvis-style", self);
  follow_access (self);
}

ParvisStyle *
parvis_style_new (guint width_mm)
{
  ParvisStyle *self = g_object_new (PARVIS_TYPE_STYLE, NULL);

  self->width_mm = width_mm;
  return self;
}

ParvisStyle *
parvis_style_get (void)
{
  return g_object_get_data (G_OBJECT (gdk_display_get_default ()), "parvis-style");
}

void
parvis_style_set_size (ParvisStyle *self, int width, int height)
{
  gboolean landscape = width > height;
  double scale = landscape ? MIN (width / 1920.0, height / 1080.0) : MIN (width / 1080.0, height / 1920.0);

  self->tokens.scale = CLAMP (scale, 0.4, 4.0);
  self->tokens.px_per_mm = self->width_mm > 0 ? (double) width / self->width_mm : 0;
  reload (self);
}

void
parvis_style_set_town (ParvisStyle *self, const char *colour)
{
  if (parvis_tokens_contrast (colour, "#ffffff") < LEGIBLE)
    colour = DEFAULT_TOWN;
  if (g_strcmp0 (colour, self->town) == 0)
    return;
  g_free (self->town);
  self->town = g_strdup (colour);
  self->tokens.town = self->town;
  reload (self);
}

gboolean
parvis_style_get_large (ParvisStyle *self)
{
  return self->tokens.large;
}

int
parvis_style_px (ParvisStyle *self, double design_pixels)
{
  return (int) lround (design_pixels * self->tokens.scale);
}

char *
parvis_style_colour (ParvisStyle *self, const char *name)
{
  return parvis_tokens_lookup (&self->tokens, name);
}

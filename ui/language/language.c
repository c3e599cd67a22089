/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/language/language.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* glibc's own: a change makes gettext forget the catalogues it looked up. Without it the first language sticks. */
extern int _nl_msg_cat_cntr;

/* In the environment itself and written over in place: setenv() would move what a worker thread may be reading. */
#define VARIABLE "LANGUAGE="
static char variable[] = VARIABLE "fr";

static const ParvisLanguageName names[] = {
  { "fr", "Français", FALSE },  { "en", "English", FALSE },    { "br", "Brezhoneg", FALSE }, { "ar", "العربية", TRUE },
  { "pt", "Português", FALSE }, { "uk", "Українська", FALSE }, { NULL, NULL, FALSE },
};

struct _ParvisLanguage
{
  GObject parent_instance;
  const ParvisLanguageName *now;
};

static GParamSpec *code_property;

G_DEFINE_FINAL_TYPE (ParvisLanguage, parvis_language, G_TYPE_OBJECT)

static void
parvis_language_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_static_string (value, PARVIS_LANGUAGE (object)->now->code);
}

static void
parvis_language_class_init (ParvisLanguageClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = parvis_language_get_property;
  code_property = g_param_spec_string ("code", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (G_OBJECT_CLASS (klass), 1, code_property);
}

static void
parvis_language_init (ParvisLanguage *self)
{
  self->now = &names[0];
}

/* PARVIS_TEXT_DIRECTION: pictures of every screen are also taken mirrored, in French, which shows what is only mirrored
 * by chance. */
static GtkTextDirection
direction_of (const ParvisLanguageName *language)
{
  gboolean forced = g_strcmp0 (g_getenv ("PARVIS_TEXT_DIRECTION"), "rtl") == 0;

  return language->rtl || forced ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
}

static void
apply (const ParvisLanguageName *language)
{
  memcpy (variable + strlen (VARIABLE), language->code, strlen ("fr"));
  _nl_msg_cat_cntr++;
  gtk_widget_set_default_direction (direction_of (language));
}

static char *
find_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *bin = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *prefix = bin != NULL ? g_path_get_dirname (bin) : NULL;
  g_autofree char *folder = prefix != NULL ? g_build_filename (prefix, "share", "locale", NULL) : NULL;

  if (folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&folder);
  return g_strdup (PARVIS_LOCALE_DIR);
}

void
parvis_language_start (const char *folder)
{
  g_autofree char *found = folder != NULL ? g_strdup (folder) : find_folder ();

  gtk_disable_setlocale ();
  setlocale (LC_ALL, "C.UTF-8");
  putenv (variable);
  bindtextdomain (GETTEXT_PACKAGE, found);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

void
parvis_language_turn (void)
{
  gtk_widget_set_default_direction (direction_of (parvis_language_watch ()->now));
}

ParvisLanguage *
parvis_language_watch (void)
{
  static ParvisLanguage *only;

  if (only == NULL)
    only = g_object_new (PARVIS_TYPE_LANGUAGE, NULL);
  return only;
}

const char *
parvis_language_get (void)
{
  return parvis_language_watch ()->now->code;
}

gboolean
parvis_language_set (const char *code)
{
  ParvisLanguage *self = parvis_language_watch ();
  const ParvisLanguageName *language = parvis_language_name (code);

  if (language == NULL)
    return FALSE;
  if (language == self->now)
    return TRUE;
  self->now = language;
  apply (language);
  g_object_notify_by_pspec (G_OBJECT (self), code_property);
  return TRUE;
}

const ParvisLanguageName *
parvis_language_names (void)
{
  return names;
}

const ParvisLanguageName *
parvis_language_name (const char *code)
{
  for (const ParvisLanguageName *name = names; name->code != NULL; name++)
    if (g_strcmp0 (name->code, code) == 0)
      return name;
  return NULL;
}

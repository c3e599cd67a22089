/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/access/access.h"

enum
{
  LARGE = 1,
  CONTRAST,
  LOW_REACH,
  EASY,
  STILL,
  SPEECH,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

static const char *const names[N_PROPS] = { [LARGE] = "large", [CONTRAST] = "contrast", [LOW_REACH] = "low-reach",
                                            [EASY] = "easy",   [STILL] = "still",       [SPEECH] = "speech" };

struct _ParvisAccess
{
  GObject parent_instance;
  gboolean on[N_PROPS];
};

G_DEFINE_FINAL_TYPE (ParvisAccess, parvis_access, G_TYPE_OBJECT)

static void
parvis_access_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, PARVIS_ACCESS (object)->on[id]);
}

static void
set (ParvisAccess *self, guint id, gboolean on)
{
  if (self->on[id] == on)
    return;
  self->on[id] = on;
  g_object_notify_by_pspec (G_OBJECT (self), props[id]);
}

static void
parvis_access_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set (PARVIS_ACCESS (object), id, g_value_get_boolean (value));
}

static void
parvis_access_class_init (ParvisAccessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parvis_access_get_property;
  object_class->set_property = parvis_access_set_property;
  for (guint i = LARGE; i < N_PROPS; i++)
    props[i] = g_param_spec_boolean (names[i], NULL, NULL, FALSE,
                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
parvis_access_init (ParvisAccess *self)
{
}

ParvisAccess *
parvis_access_get (void)
{
  static ParvisAccess *only;

  if (only == NULL)
    only = g_object_new (PARVIS_TYPE_ACCESS, NULL);
  return only;
}

gboolean
parvis_access_get_large (void)
{
  return parvis_access_get ()->on[LARGE];
}

gboolean
parvis_access_get_contrast (void)
{
  return parvis_access_get ()->on[CONTRAST];
}

gboolean
parvis_access_get_low_reach (void)
{
  return parvis_access_get ()->on[LOW_REACH];
}

gboolean
parvis_access_get_easy (void)
{
  return parvis_access_get ()->on[EASY];
}

gboolean
parvis_access_get_still (void)
{
  return parvis_access_get ()->on[STILL];
}

gboolean
parvis_access_get_speech (void)
{
  return parvis_access_get ()->on[SPEECH];
}

gboolean
parvis_access_is_adapted (void)
{
  for (guint i = LARGE; i < N_PROPS; i++)
    if (parvis_access_get ()->on[i])
      return TRUE;
  return FALSE;
}

void
parvis_access_reset (void)
{
  for (guint i = LARGE; i < N_PROPS; i++)
    set (parvis_access_get (), i, FALSE);
}

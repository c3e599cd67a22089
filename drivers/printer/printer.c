/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/printer-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  ParvisPrinterTrouble trouble;
  ParvisPrinterWarnings warnings;
  ParvisPrinterAbilities *abilities; /* (nullable) */
} ParvisPrinterPrivate;

enum
{
  PROP_TROUBLE = 1,
  PROP_WARNINGS,
  PROP_ABILITIES,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

G_DEFINE_QUARK (parvis_printer_error_quark, parvis_printer_error)
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ParvisPrinter, parvis_printer, G_TYPE_OBJECT)

GType
parvis_printer_trouble_get_type (void)
{
  static gsize type;
  static const GEnumValue values[] = {
    { PARVIS_PRINTER_OK, "PARVIS_PRINTER_OK", "ok" },
    { PARVIS_PRINTER_NO_PAPER, "PARVIS_PRINTER_NO_PAPER", "no-paper" },
    { PARVIS_PRINTER_PAPER_JAM, "PARVIS_PRINTER_PAPER_JAM", "paper-jam" },
    { PARVIS_PRINTER_COVER_OPEN, "PARVIS_PRINTER_COVER_OPEN", "cover-open" },
    { PARVIS_PRINTER_NO_INK, "PARVIS_PRINTER_NO_INK", "no-ink" },
    { PARVIS_PRINTER_STOPPED, "PARVIS_PRINTER_STOPPED", "stopped" },
    { PARVIS_PRINTER_UNREACHABLE, "PARVIS_PRINTER_UNREACHABLE", "unreachable" },
    { PARVIS_PRINTER_CUTTER, "PARVIS_PRINTER_CUTTER", "cutter" },
    { PARVIS_PRINTER_OTHER, "PARVIS_PRINTER_OTHER", "other" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("ParvisPrinterTrouble", values));
  return type;
}

const char *
parvis_printer_trouble_to_text (ParvisPrinterTrouble trouble)
{
  switch (trouble)
    {
    case PARVIS_PRINTER_OK:
      return "";
    case PARVIS_PRINTER_NO_PAPER:
      return _ ("Il n’y a plus de papier dans l’imprimante. Prévenez l’accueil.");
    case PARVIS_PRINTER_PAPER_JAM:
      return _ ("Une feuille est coincée dans l’imprimante. Prévenez l’accueil.");
    case PARVIS_PRINTER_COVER_OPEN:
      return _ ("Le capot de l’imprimante est ouvert. Prévenez l’accueil.");
    case PARVIS_PRINTER_NO_INK:
      return _ ("Il n’y a plus d’encre dans l’imprimante. Prévenez l’accueil.");
    case PARVIS_PRINTER_STOPPED:
      return _ ("L’imprimante est à l’arrêt. Prévenez l’accueil.");
    case PARVIS_PRINTER_UNREACHABLE:
      return _ ("L’imprimante est éteinte ou débranchée. Prévenez l’accueil.");
    case PARVIS_PRINTER_CUTTER:
      return _ ("Le ticket ne se coupe pas : la lame de l’imprimante est bloquée. Prévenez l’accueil.");
    case PARVIS_PRINTER_OTHER:
    default:
      return _ ("L’imprimante ne peut pas imprimer pour l’instant. Prévenez l’accueil.");
    }
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ParvisPrinter *self = PARVIS_PRINTER (object);

  switch (id)
    {
    case PROP_TROUBLE:
      g_value_set_enum (value, (int) parvis_printer_get_trouble (self));
      break;
    case PROP_WARNINGS:
      g_value_set_flags (value, (guint) parvis_printer_get_warnings (self));
      break;
    case PROP_ABILITIES:
      g_value_set_boxed (value, parvis_printer_get_abilities (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
finalize (GObject *object)
{
  ParvisPrinterPrivate *priv = parvis_printer_get_instance_private (PARVIS_PRINTER (object));

  g_clear_pointer (&priv->abilities, parvis_printer_abilities_unref);
  G_OBJECT_CLASS (parvis_printer_parent_class)->finalize (object);
}

static void
parvis_printer_class_init (ParvisPrinterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = get_property;
  object_class->finalize = finalize;
  props[PROP_TROUBLE]
      = g_param_spec_enum ("trouble", NULL, NULL, PARVIS_TYPE_PRINTER_TROUBLE, PARVIS_PRINTER_OK, flags);
  props[PROP_WARNINGS] = g_param_spec_flags ("warnings", NULL, NULL, PARVIS_TYPE_PRINTER_WARNINGS, 0, flags);
  props[PROP_ABILITIES] = g_param_spec_boxed ("abilities", NULL, NULL, PARVIS_TYPE_PRINTER_ABILITIES, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
parvis_printer_init (ParvisPrinter *self)
{
}

void
parvis_printer_set_trouble (ParvisPrinter *self, ParvisPrinterTrouble trouble)
{
  ParvisPrinterPrivate *priv = parvis_printer_get_instance_private (self);

  if (priv->trouble == trouble)
    return;
  priv->trouble = trouble;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TROUBLE]);
}

ParvisPrinterTrouble
parvis_printer_get_trouble (ParvisPrinter *self)
{
  ParvisPrinterPrivate *priv = parvis_printer_get_instance_private (self);

  g_return_val_if_fail (PARVIS_IS_PRINTER (self), PARVIS_PRINTER_OTHER);
  return priv->trouble;
}

void
parvis_printer_set_warnings (ParvisPrinter *self, ParvisPrinterWarnings warnings)
{
  ParvisPrinterPrivate *priv = parvis_printer_get_instance_private (self);

  if (priv->warnings == warnings)
    return;
  priv->warnings = warnings;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WARNINGS]);
}

ParvisPrinterWarnings
parvis_printer_get_warnings (ParvisPrinter *self)
{
  ParvisPrinterPrivate *priv = parvis_printer_get_instance_private (self);

  g_return_val_if_fail (PARVIS_IS_PRINTER (self), (ParvisPrinterWarnings) 0);
  return priv->warnings;
}

void
parvis_printer_set_abilities (ParvisPrinter *self, ParvisPrinterAbilities *abilities)
{
  ParvisPrinterPrivate *priv = parvis_printer_get_instance_private (self);

  if (parvis_printer_abilities_equal (priv->abilities, abilities))
    return;
  g_clear_pointer (&priv->abilities, parvis_printer_abilities_unref);
  priv->abilities = abilities != NULL ? parvis_printer_abilities_ref (abilities) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ABILITIES]);
}

ParvisPrinterAbilities *
parvis_printer_get_abilities (ParvisPrinter *self)
{
  ParvisPrinterPrivate *priv = parvis_printer_get_instance_private (self);

  g_return_val_if_fail (PARVIS_IS_PRINTER (self), NULL);
  return priv->abilities;
}

void
parvis_printer_print_with_async (ParvisPrinter *self, GBytes *pdf, const ParvisPrintOptions *options, const char *title,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (PARVIS_IS_PRINTER (self) && pdf != NULL && title != NULL);
  PARVIS_PRINTER_GET_CLASS (self)->print_async (self, pdf, options, title, cancellable, callback, user_data);
}

void
parvis_printer_print_async (ParvisPrinter *self, GBytes *pdf, const char *title, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  parvis_printer_print_with_async (self, pdf, NULL, title, cancellable, callback, user_data);
}

gboolean
parvis_printer_print_finish (ParvisPrinter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (PARVIS_IS_PRINTER (self), FALSE);
  return PARVIS_PRINTER_GET_CLASS (self)->print_finish (self, result, error);
}

void
parvis_printer_purge (ParvisPrinter *self)
{
  g_return_if_fail (PARVIS_IS_PRINTER (self));
  PARVIS_PRINTER_GET_CLASS (self)->purge (self);
}

void
parvis_printer_watch (ParvisPrinter *self, gboolean closely)
{
  g_return_if_fail (PARVIS_IS_PRINTER (self));
  if (PARVIS_PRINTER_GET_CLASS (self)->watch != NULL)
    PARVIS_PRINTER_GET_CLASS (self)->watch (self, closely);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fake-desk.h"

#include <cairo.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

FakeDesk fake_desk = { .scanner = TRUE, .printer = TRUE };

struct _ParvisDesk
{
  GObject parent_instance;

  char *trouble;
  ParvisDelivery delivery;
  GCancellable *scan;
};

enum
{
  PROP_TROUBLE = 1,
  PROP_HAS_PRINTER,
  PROP_HAS_SCANNER
};

G_DEFINE_FINAL_TYPE (ParvisDesk, parvis_desk, G_TYPE_OBJECT)
G_DEFINE_QUARK (parvis-desk-error-quark, parvis_desk_error)

static void
parvis_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TROUBLE)
    g_value_set_string (value, PARVIS_DESK (object)->trouble);
  else
    g_value_set_boolean (value, id == PROP_HAS_PRINTER ? fake_desk.printer : fake_desk.scanner);
}

static void
parvis_desk_finalize (GObject *object)
{
  g_free (PARVIS_DESK (object)->trouble);
  g_object_unref (PARVIS_DESK (object)->scan);
  G_OBJECT_CLASS (parvis_desk_parent_class)->finalize (object);
}

static void
parvis_desk_class_init (ParvisDeskClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = parvis_desk_get_property;
  object_class->finalize = parvis_desk_finalize;
  g_object_class_install_property (object_class, PROP_TROUBLE,
                                   g_param_spec_string ("printer-trouble", NULL, NULL, "", flags));
  g_object_class_install_property (object_class, PROP_HAS_PRINTER,
                                   g_param_spec_boolean ("has-printer", NULL, NULL, FALSE, flags));
  g_object_class_install_property (object_class, PROP_HAS_SCANNER,
                                   g_param_spec_boolean ("has-scanner", NULL, NULL, FALSE, flags));
  g_signal_new ("delivery-changed", PARVIS_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_desk_init (ParvisDesk *self)
{
  self->trouble = g_strdup ("");
  self->scan = g_cancellable_new ();
}

/* --- the contract --- */

ParvisCatalog *
parvis_desk_catalog (ParvisDesk *self)
{
  return NULL;
}

ParvisDelivery
parvis_desk_delivery (ParvisDesk *self, const char *code)
{
  return self->delivery;
}

static gboolean
on_task_due (gpointer data)
{
  GTask *task = data;
  const char *trouble = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (trouble != NULL)
    g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s", trouble);
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
run_later (GTask *task, const char *trouble)
{
  g_task_set_task_data (task, g_strdup (trouble), g_free);
  g_timeout_add_full (G_PRIORITY_DEFAULT, fake_desk.delay_ms, on_task_due, task, g_object_unref);
}

void
parvis_desk_submit_async (ParvisDesk *self, ParvisDraft *draft, const char *language, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_name (task, parvis_draft_demarche (draft)->title);
  fake_desk.submitted++;
  run_later (task, fake_desk.refusal);
}

ParvisSlip *
parvis_desk_submit_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  ParvisSlip *slip;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  slip = parvis_slip_new ();
  slip->commune = g_strdup ("Mairie de Saint-Aubin-du-Parvis");
  slip->title = g_strdup (g_task_get_name (G_TASK (result)));
  slip->code = g_strdup ("7F4K 29QX");
  slip->submitted_on = g_strdup ("dimanche 22 novembre 2026 à 14 h 36");
  slip->office_name = g_strdup ("Service déchets");
  slip->office_address = g_strdup ("2 rue des Halles");
  slip->office_phone = g_strdup ("02 00 00 00 00");
  slip->office_email = g_strdup ("dechets@saint-aubin.example");
  slip->silence = g_strdup ("Sans réponse dans un délai de 2 mois, votre demande est considérée comme refusée.");
  slip->next = g_strdup ("Le bac est livré chez vous sous 5 jours.");
  slip->delivery = g_strdup ("Votre demande est à l’abri dans cette borne et sera transmise toute seule. Vous n’avez rien à faire.");
  return slip;
}

void
parvis_desk_print_async (ParvisDesk *self, const ParvisSlip *slip, GAsyncReadyCallback callback, gpointer user_data)
{
  fake_desk.printed++;
  run_later (g_task_new (self, NULL, callback, user_data), fake_desk.print_error);
}

gboolean
parvis_desk_print_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
parvis_desk_scan_async (ParvisDesk *self, const char *filename, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, self->scan, callback, user_data);

  g_task_set_name (task, filename);
  run_later (task, fake_desk.scan_error);
}

ParvisValue *
parvis_desk_scan_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GdkPixbuf) page = NULL;
  g_autofree char *jpeg = NULL;
  gsize size = 0;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  page = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 620, 877);
  gdk_pixbuf_fill (page, 0xfffdf5ff);
  if (!gdk_pixbuf_save_to_buffer (page, &jpeg, &size, "jpeg", error, NULL))
    return NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (jpeg, size);
  return parvis_value_new_file (g_task_get_name (G_TASK (result)), "image/jpeg", bytes);
}

void
parvis_desk_scan_cancel (ParvisDesk *self)
{
  g_cancellable_cancel (self->scan);
  g_object_unref (self->scan);
  self->scan = g_cancellable_new ();
}

/* --- knobs --- */

ParvisDesk *
fake_desk_new (void)
{
  return g_object_new (PARVIS_TYPE_DESK, NULL);
}

void
fake_desk_set_devices (ParvisDesk *desk, gboolean scanner, gboolean printer, const char *printer_trouble)
{
  fake_desk.scanner = scanner;
  fake_desk.printer = printer;
  g_free (desk->trouble);
  desk->trouble = g_strdup (printer_trouble);
  g_object_notify (G_OBJECT (desk), "has-scanner");
  g_object_notify (G_OBJECT (desk), "has-printer");
  g_object_notify (G_OBJECT (desk), "printer-trouble");
}

void
fake_desk_deliver (ParvisDesk *desk, ParvisDelivery delivery)
{
  desk->delivery = delivery;
  g_signal_emit_by_name (desk, "delivery-changed");
}

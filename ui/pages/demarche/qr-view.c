/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/qr-view.h"

#include <math.h>

#include "ui/speech/spoken.h"

#define QUIET_ZONE 4

struct _ParvisQrView
{
  GtkWidget parent_instance;

  ParvisQr *qr;
};

G_DEFINE_FINAL_TYPE (ParvisQrView, parvis_qr_view, GTK_TYPE_WIDGET)

/* Whole pixels a module, so that every one has the same size. */
static void
parvis_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ParvisQr *qr = PARVIS_QR_VIEW (widget)->qr;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  guint modules = qr->size + 2 * QUIET_ZONE;
  float side = floorf ((float) MIN (width, height) / (float) modules);
  float left = roundf (((float) width - side * (float) qr->size) / 2);
  float top = roundf (((float) height - side * (float) qr->size) / 2);
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  for (guint y = 0; y < qr->size; y++)
    for (guint x = 0; x < qr->size; x++)
      if (qr->modules[y * qr->size + x])
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT (left + (float) x * side, top + (float) y * side, side, side));
}

static void
parvis_qr_view_finalize (GObject *object)
{
  g_clear_pointer (&PARVIS_QR_VIEW (object)->qr, parvis_qr_free);
  G_OBJECT_CLASS (parvis_qr_view_parent_class)->finalize (object);
}

static void
parvis_qr_view_class_init (ParvisQrViewClass *class)
{
  G_OBJECT_CLASS (class)->finalize = parvis_qr_view_finalize;
  GTK_WIDGET_CLASS (class)->snapshot = parvis_qr_view_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "qrview");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
parvis_qr_view_init (ParvisQrView *self)
{
}

GtkWidget *
parvis_qr_view_new (ParvisQr *qr, const char *label)
{
  ParvisQrView *self = g_object_new (PARVIS_TYPE_QR_VIEW, NULL);

  self->qr = qr;
  parvis_spoken_set (GTK_WIDGET (self), label, NULL, NULL);
  return GTK_WIDGET (self);
}

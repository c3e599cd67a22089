/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/gallery/gallery-scenes.h"

#include "ui/pages/demarche/receipt-view.h"

#define PARVIS_TYPE_GALLERY_PAGE (parvis_gallery_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisGalleryPage, parvis_gallery_page, PARVIS, GALLERY_PAGE, ParvisPage)

struct _ParvisGalleryPage
{
  ParvisPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ParvisGalleryPage, parvis_gallery_page, PARVIS_TYPE_PAGE)

/* As the page does that it is otherwise a part of. */
static void
parvis_gallery_page_layout (ParvisPage *page, gboolean landscape)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (page));

  if (PARVIS_IS_RECEIPT_VIEW (child))
    parvis_receipt_view_set_landscape (PARVIS_RECEIPT_VIEW (child), landscape);
}

static void
parvis_gallery_page_class_init (ParvisGalleryPageClass *klass)
{
  PARVIS_PAGE_CLASS (klass)->layout = parvis_gallery_page_layout;
}

static void
parvis_gallery_page_init (ParvisGalleryPage *self)
{
}

ParvisPage *
parvis_gallery_page_new (GtkWidget *child)
{
  ParvisPage *page = g_object_new (PARVIS_TYPE_GALLERY_PAGE, NULL);

  parvis_page_set_child (page, child);
  return page;
}

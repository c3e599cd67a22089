/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/model.h"

#include <string.h>

#define EPSON  0x04b8
#define CUSTOM 0x0dd4
#define STAR   0x0519

#define FEED_AND_CUT "1d564200" /* GS V 66 0: to the blade, partial cut */

/* From the makers' command references: Epson's ESC/POS one, Custom's VKP80 and TG2480 ones, Star's "ESC/POS mode" one.
 * The code page is WPC1252 (16) wherever there is one: the only usual one with œ, Ÿ and ’; else PC858 (19), which has
 * the € but not these. The first line that fits serves; the last one fits all. How to add one: README.md. */
static const ParvisEscposModel models[] = {
  { .name = "Epson TM-T20",
    .vendor = EPSON,
    .called = "TM-T20",
    .dots = 576,
    .columns = 48,
    .page = 16,
    .charset = "CP1252",
    .dialect = PARVIS_ESCPOS_ASB,
    .native_qr = 1,
    .confirms = 1,
    .clears = 1,
    .start = "",
    .cut = FEED_AND_CUT },
  { .name = "Epson TM-m30",
    .vendor = EPSON,
    .called = "TM-m30",
    .dots = 576,
    .columns = 48,
    .page = 16,
    .charset = "CP1252",
    .dialect = PARVIS_ESCPOS_ASB,
    .native_qr = 1,
    .confirms = 1,
    .clears = 1,
    .start = "",
    .cut = FEED_AND_CUT },
  { .name = "Epson TM",
    .vendor = EPSON,
    .dots = 512,
    .columns = 42,
    .page = 16,
    .charset = "CP1252",
    .dialect = PARVIS_ESCPOS_ASB,
    .confirms = 1,
    .clears = 1,
    .start = "",
    .cut = FEED_AND_CUT },
  /* ESC i: total cut; GS e 5: the ticket is put out, instead of being held until it is pulled. */
  { .name = "Custom VKP80",
    .vendor = CUSTOM,
    .product = 0x015d,
    .dots = 640,
    .columns = 53,
    .page = 19,
    .charset = "CP858",
    .dialect = PARVIS_ESCPOS_FULL_STATUS,
    .start = "",
    .cut = "1b64051b691d6505" },
  { .name = "Custom VKP80III",
    .vendor = CUSTOM,
    .product = 0x0205,
    .dots = 640,
    .columns = 53,
    .page = 19,
    .charset = "CP858",
    .dialect = PARVIS_ESCPOS_FULL_STATUS,
    .start = "",
    .cut = "1b64051b691d6505" },
  { .name = "Custom VKP80",
    .vendor = CUSTOM,
    .called = "VKP80",
    .dots = 640,
    .columns = 53,
    .page = 19,
    .charset = "CP858",
    .dialect = PARVIS_ESCPOS_FULL_STATUS,
    .start = "",
    .cut = "1b64051b691d6505" },
  { .name = "Custom TG2480",
    .vendor = CUSTOM,
    .called = "TG2480",
    .dots = 576,
    .columns = 44,
    .page = 19,
    .charset = "CP858",
    .dialect = PARVIS_ESCPOS_FULL_STATUS,
    .start = "",
    .cut = "1b64051b69" },
  { .name = "Custom",
    .vendor = CUSTOM,
    .dots = 576,
    .columns = 44,
    .page = 19,
    .charset = "CP858",
    .dialect = PARVIS_ESCPOS_FULL_STATUS,
    .start = "",
    .cut = "1b64051b69" },
  /* Set to ESC/POS by its switch or Star's utility: in StarPRNT mode it understands none of this. */
  { .name = "Star ESC/POS",
    .vendor = STAR,
    .dots = 576,
    .columns = 48,
    .page = 16,
    .charset = "CP1252",
    .dialect = PARVIS_ESCPOS_ASB,
    .native_qr = 1,
    .confirms = 1,
    .start = "",
    .cut = FEED_AND_CUT },
  /* FS .: many of the unnamed ones would take two accents in a row for a Chinese character. */
  { .name = "ESC/POS",
    .dots = 512,
    .columns = 42,
    .page = 16,
    .charset = "CP1252",
    .dialect = PARVIS_ESCPOS_ASB,
    .start = "1c2e",
    .cut = "1b64041d5601" },
};

/* The model's name in "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20III;CLS:PRINTER;", or the whole where it is a name already. */
static char *
model_name (const char *device_id)
{
  static const char *const keys[] = { "MDL:", "MODEL:" };

  for (gsize i = 0; device_id != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      const char *found = strstr (device_id, keys[i]);
      if (found != NULL)
        return g_strndup (found + strlen (keys[i]), strcspn (found + strlen (keys[i]), ";"));
    }
  return g_strdup (device_id != NULL ? device_id : "");
}

static gboolean
contains (const char *text, const char *part)
{
  g_autofree char *folded = g_ascii_strdown (text, -1), *wanted = g_ascii_strdown (part, -1);

  return strstr (folded, wanted) != NULL;
}

/* Over TCP, and in a recorded exchange, nothing is known of the maker: the name alone decides, the printer's or that of
 * a line here. */
static gboolean
fits (const ParvisEscposModel *model, guint16 vendor, guint16 product, const char *name)
{
  if (model->vendor == 0)
    return TRUE;
  if (vendor == 0)
    return g_str_equal (name, model->name) || (model->called != NULL && contains (name, model->called));
  return model->vendor == vendor && (model->product == 0 || model->product == product)
         && (model->called == NULL || contains (name, model->called));
}

const ParvisEscposModel *
parvis_escpos_model_find (guint16 vendor, guint16 product, const char *device_id)
{
  g_autofree char *name = model_name (device_id);
  gsize i = 0;

  while (!fits (&models[i], vendor, product, name))
    i++;
  return &models[i];
}

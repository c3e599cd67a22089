/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/keyboard/keyboard-layout.h"

#include <glib/gi18n-lib.h>

static const ParvisKeyboardLayout layouts[] = {
  { "letters",
    { "1 2 3 4 5 6 7 8 9 0 {hide}", "a z e r t y u i o p", "q s d f g h j k l m", "{shift} w x c v b n ' é è à {erase}",
      "{accents} {symbols} - {space} . {newline} {next}" },
    .low_top = TRUE },
  { "accents",
    { "1 2 3 4 5 6 7 8 9 0 {hide}", "â ä á ã ç ê ë î ï í", "ô ö ó õ œ æ ù û ü ÿ", "{shift} ñ ì ò ú ý ß ø å à é {erase}",
      "{letters} {symbols} - {space} . {newline} {next}" },
    .low_top = TRUE },
  { "symbols",
    { "1 2 3 4 5 6 7 8 9 0 {hide}", "@ # & * + = % € $ £", "( ) [ ] / \\ _ : ; ,", "! ? \" « » < > ° n° {erase}",
      "{letters} {accents} - {space} . {newline} {next}" },
    .low_top = TRUE },
  { "email",
    { "@gmail.com @orange.fr @wanadoo.fr @free.fr @laposte.net {hide}", "1 2 3 4 5 6 7 8 9 0", "a z e r t y u i o p",
      "q s d f g h j k l m", "w x c v b n - _ + {erase}", "{email-symbols} {at} . .fr .com {next}" },
    .low_top = TRUE },
  { "email-symbols",
    { "@gmail.com @orange.fr @wanadoo.fr @free.fr @laposte.net {hide}", "1 2 3 4 5 6 7 8 9 0", "! # $ % & ' * / = ?",
      "^ ` { | } ~ \" ( ) :", "@outlook.fr @hotmail.fr @sfr.fr @yahoo.fr {erase}", "{email} {at} . .fr .com {next}" },
    .low_top = TRUE },
  { "digits", { "1 2 3 {erase}", "4 5 6 {hide}", "7 8 9 {gap}", "{gap} 0 {gap} {next}" }, .pad = TRUE },
  { "phone", { "1 2 3 {erase}", "4 5 6 {hide}", "7 8 9 {gap}", "+ 0 {gap} {next}" }, .pad = TRUE },
  { "number", { "1 2 3 {erase}", "4 5 6 {hide}", "7 8 9 {gap}", "{minus} 0 {comma} {next}" }, .pad = TRUE },
};

static const ParvisKeySpec specials[] = {
  { "{shift}", PARVIS_KEY_SHIFT, "", N_ ("Maj"), N_ ("Majuscules"), 6, "wide" },
  { "{erase}", PARVIS_KEY_ERASE, "", N_ ("Effacer"), NULL, 6, "wide" },
  { "{hide}", PARVIS_KEY_HIDE, "", N_ ("Fermer"), N_ ("Fermer le clavier"), 6, "wide" },
  { "{next}", PARVIS_KEY_NEXT, "", N_ ("Suivant"), N_ ("Question suivante"), 9, "go" },
  { "{newline}", PARVIS_KEY_NEWLINE, "\n", "↵", N_ ("Aller à la ligne"), 5, "wide" },
  { "{space}", PARVIS_KEY_TEXT, " ", N_ ("Espace"), NULL, 14, "wide" },
  { "{letters}", PARVIS_KEY_LAYOUT, "letters", "abc", N_ ("Lettres"), 6, "wide" },
  { "{accents}", PARVIS_KEY_LAYOUT, "accents", "çâê…", N_ ("Lettres accentuées"), 6, "wide" },
  { "{symbols}", PARVIS_KEY_LAYOUT, "symbols", "@ # €", N_ ("Signes"), 6, "wide" },
  { "{email}", PARVIS_KEY_LAYOUT, "email", "abc", N_ ("Lettres"), 6, "wide" },
  { "{email-symbols}", PARVIS_KEY_LAYOUT, "email-symbols", "# $ %", N_ ("Signes"), 6, "wide" },
  { "{at}", PARVIS_KEY_TEXT, "@", "@", N_ ("Arobase"), 8, NULL },
  { "{minus}", PARVIS_KEY_TEXT, "-", "−", N_ ("Moins"), 4, NULL },
  { "{comma}", PARVIS_KEY_TEXT, ",", ",", N_ ("Virgule"), 4, NULL },
  { "{gap}", PARVIS_KEY_GAP, "", "", NULL, 4, NULL },
  { "@gmail.com", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 7, "wide" },
  { "@orange.fr", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 7, "wide" },
  { "@wanadoo.fr", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 8, "wide" },
  { "@free.fr", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 6, "wide" },
  { "@laposte.net", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 8, "wide" },
  { "@outlook.fr", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 8, "wide" },
  { "@hotmail.fr", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 8, "wide" },
  { "@sfr.fr", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 6, "wide" },
  { "@yahoo.fr", PARVIS_KEY_DOMAIN, NULL, NULL, NULL, 7, "wide" },
  { ".fr", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Point fr"), 6, "wide" },
  { ".com", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Point com"), 6, "wide" },
  { "n°", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Numéro"), 4, NULL },
  /* What French files are searched by is the typewriter's apostrophe, what is read is the printer's. */
  { "'", PARVIS_KEY_TEXT, "'", "’", N_ ("Apostrophe"), 4, NULL },
  { "-", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Tiret"), 4, NULL },
  { "_", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Tiret bas"), 4, NULL },
  { ".", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Point"), 4, NULL },
  { ",", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Virgule"), 4, NULL },
  { "@", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Arobase"), 4, NULL },
  { "+", PARVIS_KEY_TEXT, NULL, NULL, N_ ("Plus"), 4, NULL },
};

static const struct
{
  const char *letter, *accents;
} accented[] = {
  { "a", "àâäáãæ" }, { "c", "ç" }, { "e", "éèêë" }, { "i", "îïíì" }, { "n", "ñ" },
  { "o", "ôöóòõœ" }, { "s", "ß" }, { "u", "ùûüú" }, { "y", "ÿý" },
};

static const struct
{
  GtkInputPurpose purpose;
  const char *layout;
} purposes[] = {
  { GTK_INPUT_PURPOSE_DIGITS, "digits" }, { GTK_INPUT_PURPOSE_PIN, "digits" },  { GTK_INPUT_PURPOSE_NUMBER, "number" },
  { GTK_INPUT_PURPOSE_PHONE, "phone" },   { GTK_INPUT_PURPOSE_EMAIL, "email" }, { GTK_INPUT_PURPOSE_URL, "email" },
};

const ParvisKeyboardLayout *
parvis_keyboard_layout (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (g_str_equal (layouts[i].name, name))
      return &layouts[i];
  return NULL;
}

const char *
parvis_keyboard_layout_for (GtkInputPurpose purpose, GtkInputHints hints)
{
  for (gsize i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (purposes[i].purpose == purpose)
      return purposes[i].layout;
  return "letters";
}

const ParvisKeySpec *
parvis_keyboard_special (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (specials); i++)
    if (g_str_equal (specials[i].id, id))
      return &specials[i];
  return NULL;
}

const char *
parvis_keyboard_accents (const char *letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accented); i++)
    if (g_str_equal (accented[i].letter, letter))
      return accented[i].accents;
  return NULL;
}

/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any text as a condition and as a template, over a form with a field of each kind. What is translated must
 * be a condition that the engine reads. /
 */
#include "app/demarche/condition.h"
#include "app/publik/evaluate.h"
#include "app/publik/outline.h"
#include "app/publik/render.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define FIELD(type, name, more)                                                                                        \
  "<field><id>" name "</id><type>" type "</type><label>" name "</label><varname>" name "</varname>" more "</field>"

static const char form_xml[] = "<formdef><name>F</name><fields>" FIELD ("string", "s", "")
    FIELD ("item", "i", "<items><item>A</item><item>B b</item></items>")
        FIELD ("items", "m", "<items><item>A</item><item>AB</item></items>") FIELD ("date", "d", "")
            FIELD ("date", "e", "") FIELD ("bool", "b", "<required>optional</required>") FIELD ("bool", "r", "")
                FIELD ("file", "f", "") FIELD ("numeric", "n", "")
                    FIELD ("item", "u", "<data_source><type>json</type><value>x</value></data_source>")
                        FIELD ("computed", "c",
                               "<value_template>{% if form_var_i == \"A\" %}x{% else %}{{ form_var_c2 }}{% "
                               "endif %}</value_template>") FIELD ("computed", "c2",
                                                                   "<value_template>{{ form_var_c "
                                                                   "}}</value_template>") "</"
                                                                                          "fields><options><"
                                                                                          "option "
                                                                                          "varname=\"o\">1</"
                                                                                          "option><option "
                                                                                          "varname=\"t\" "
                                                                                          "type=\"bool\">"
                                                                                          "true</option></"
                                                                                          "options></"
                                                                                          "formdef>";

static WcsOutline *
outline (void)
{
  static WcsForm *form;
  static WcsLibrary *library;
  static GHashTable *given;
  static WcsOutline *made;
  if (made != NULL)
    return made;
  form = wcs_form_parse (form_xml, strlen (form_xml), "fuzz", "formdef", NULL);
  library = wcs_library_new ();
  given = g_hash_table_new (g_str_hash, g_str_equal);
  made = wcs_outline_new (form, library, given);
  return made;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  WcsScope *scope = outline ()->scope;
  g_autoptr (WcsTranslation) translation = wcs_translate (scope, "django", text);
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *rendered = wcs_render_text (scope, text, lost);
  g_hash_table_remove_all (scope->settings);
  g_hash_table_remove_all (scope->bare);
  if (translation->rule == NULL)
    return 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = wcs_rule_to_json (translation->rule);
  g_autoptr (ParvisCondition) condition = parvis_condition_parse (node, &error);
  if (condition == NULL)
    g_error ("%s: %s", text, error->message);
  return 0;
}

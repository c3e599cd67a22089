/* SPDX-License-Identifier: EUPL-1.2
 *
 * Runs a libFuzzer target as a plain unit test: each seed of a folder, each truncation of it (up to a bound), and a
 * fixed number of reproducible mutations. A crash, a sanitizer's report or a time-out is the failure.
 */
#include <gio/gio.h>
#include <stdint.h>
#include <stdlib.h>

#define TRUNCATIONS 256
#define MUTATIONS   400

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
run_truncations (const uint8_t *data, gsize size)
{
  for (gsize i = 0; i < TRUNCATIONS; i++)
    LLVMFuzzerTestOneInput (data, size * i / TRUNCATIONS);
}

static void
run_mutations (const uint8_t *data, gsize size, GRand *rand)
{
  for (int i = 0; i < MUTATIONS && size > 0; i++)
    {
      g_autofree uint8_t *copy = g_memdup2 (data, size);
      int edits = g_rand_int_range (rand, 1, 8);

      for (int e = 0; e < edits; e++)
        copy[g_rand_int_range (rand, 0, (gint32) MIN (size, G_MAXINT32))] = (uint8_t) g_rand_int (rand);
      LLVMFuzzerTestOneInput (copy, size);
    }
}

static guint
run_folder (const char *folder, GRand *rand)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint seeds = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize size;

      if (!g_file_get_contents (path, &data, &size, NULL))
        continue;
      LLVMFuzzerTestOneInput ((const uint8_t *) data, size);
      run_truncations ((const uint8_t *) data, size);
      run_mutations ((const uint8_t *) data, size, rand);
      seeds++;
    }
  return seeds;
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  guint seeds = argc > 1 ? run_folder (argv[1], rand) : 0;

  g_print ("%s: %u seeds\n", argv[0], seeds);
  return seeds > 0 ? EXIT_SUCCESS : EXIT_FAILURE; /* a fuzzer without a seed tests nothing */
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include <stdlib.h>
#include <string.h>

/* Runs a fuzz target where there is no fuzzer: over each file of the saved corpus, then over
 * mutations of them that are the same in every run. With clang's -fsanitize=fuzzer the target is
 * linked without this file.
 *
 *   fuzz-thing CORPUS [ROUNDS [SEED]] */
#define DEFAULT_ROUNDS 5000
#define INPUT_MAX      65536

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize n_bytes);

/* Bytes that mean something to readers of text. */
static const char *const tokens[] = {
  "\"",
  "\"\"",
  ",",
  ";",
  "\t",
  "\r\n",
  "\n",
  "\r",
  "\0",
  "\xff",
  "\xef\xbb\xbf",
  "\xff\xfe",
  "sep=;\n",
  "]Q3",
  "\\000026",
  " ",
  "\xc3",
  "=1+1",
  "9999999999999999999999",
  "F",
  ".",
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
read_corpus (const char *folder)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      char *contents;
      gsize length;

      if (g_file_get_contents (names->pdata[i], &contents, &length, NULL))
        g_ptr_array_add (files, g_bytes_new_take (contents, length));
    }
  return files;
}

/* Exact copies, so that AddressSanitizer sees a read beyond the end. */
static void
run_one (const guint8 *bytes, gsize n_bytes)
{
  g_autofree guint8 *copy = n_bytes > 0 ? g_memdup2 (bytes, n_bytes) : NULL;

  LLVMFuzzerTestOneInput (copy, n_bytes);
}

static void
mutate (GByteArray *input, GRand *random)
{
  guint at = input->len > 0 ? g_rand_int_range (random, 0, input->len) : 0;
  guint n = input->len > at ? g_rand_int_range (random, 1, MIN (input->len - at, 32) + 1) : 0;
  const char *token = tokens[g_rand_int_range (random, 0, G_N_ELEMENTS (tokens))];
  gsize token_length = MAX (strlen (token), 1);

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0: /* a bit */
      if (n > 0)
        input->data[at] ^= 1 << g_rand_int_range (random, 0, 8);
      break;
    case 1: /* a byte */
      if (n > 0)
        input->data[at] = g_rand_int (random);
      break;
    case 2: /* out with some */
      if (n > 0)
        g_byte_array_remove_range (input, at, n);
      break;
    case 3: /* some again, at the end */
      if (n > 0 && input->len < INPUT_MAX)
        {
          g_autofree guint8 *part = g_memdup2 (input->data + at, n);
          g_byte_array_append (input, part, n);
        }
      break;
    case 4: /* a token over what is there */
      if (n >= token_length)
        memcpy (input->data + at, token, token_length);
      break;
    default: /* a token between */
      {
        g_autofree guint8 *rest = g_memdup2 (input->data + at, input->len - at);
        guint n_rest = input->len - at;

        g_byte_array_set_size (input, at);
        g_byte_array_append (input, (const guint8 *) token, token_length);
        if (n_rest > 0)
          g_byte_array_append (input, rest, n_rest);
      }
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) corpus = argc > 1 ? read_corpus (argv[1]) : NULL;
  guint rounds = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : DEFAULT_ROUNDS;
  g_autoptr (GRand) random = g_rand_new_with_seed (argc > 3 ? atoi (argv[3]) : 1);

  g_print ("1..2\n");
  if (corpus == NULL || corpus->len == 0)
    {
      g_print ("Bail out! No corpus in %s\n", argc > 1 ? argv[1] : "(none named)");
      return 1;
    }

  for (guint i = 0; i < corpus->len; i++)
    {
      gsize length;
      const guint8 *bytes = g_bytes_get_data (corpus->pdata[i], &length);

      run_one (bytes, length);
    }
  g_print ("ok 1 corpus of %u\n", corpus->len);

  for (guint i = 0; i < rounds; i++)
    {
      GBytes *start = corpus->pdata[g_rand_int_range (random, 0, corpus->len)];
      g_autoptr (GByteArray) input = g_byte_array_new ();

      g_byte_array_append (input, g_bytes_get_data (start, NULL), g_bytes_get_size (start));
      for (int n = g_rand_int_range (random, 1, 9); n > 0; n--)
        mutate (input, random);
      run_one (input->data, input->len);
    }
  g_print ("ok 2 %u mutations\n", rounds);
  return 0;
}

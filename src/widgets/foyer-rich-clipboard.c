/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-rich-clipboard.h"

#include "foyer-html.h"
#include "foyer-rich-write.h"

#include <string.h>

#define HTML "text/html"

void
foyer_rich_clipboard_copy (FoyerRichView *view)
{
  FoyerRichBuffer *buffer = foyer_rich_view_get_buffer (view);
  GdkContentProvider *providers[2];
  g_autoptr (GdkContentProvider) both = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *plain = NULL;
  GtkTextIter start, end;
  char *html;

  if (!gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (buffer), &start, &end))
    return;
  blocks = foyer_rich_buffer_read (buffer, &start, &end);
  html = foyer_rich_write (blocks);
  plain =
      blocks->len > 1 ? foyer_rich_write_plainly (blocks) : gtk_text_iter_get_text (&start, &end);
  bytes = g_bytes_new_take (html, strlen (html));
  providers[0] = gdk_content_provider_new_for_bytes (HTML, bytes);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, plain);
  both = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (view)), both);
}

static void
end_paste (FoyerRichView *view)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (foyer_rich_view_get_buffer (view));

  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view), gtk_text_buffer_get_insert (buffer));
}

static void
insert_plainly (FoyerRichView *view, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (foyer_rich_view_get_buffer (view));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  end_paste (view);
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRichView) view = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL && gtk_widget_get_root (GTK_WIDGET (view)) != NULL)
    insert_plainly (view, text);
}

static void
texture_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRichView) view = data;
  g_autoptr (GdkTexture) texture =
      gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);

  if (texture != NULL && gtk_widget_get_root (GTK_WIDGET (view)) != NULL)
    g_signal_emit_by_name (view, "picture-offered", texture);
}

static void
files_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRichView) view = data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value == NULL || gtk_widget_get_root (GTK_WIDGET (view)) == NULL)
    return;
  for (GSList *item = g_value_get_boxed (value); item != NULL; item = item->next)
    g_signal_emit_by_name (view, "picture-offered", item->data);
}

/* Some programs write HTML as UTF-16. */
static char *
decode (const char *bytes, gsize length)
{
  char *text = NULL;

  if (length > 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    text = g_convert (bytes, length, "UTF-8", "UTF-16", NULL, NULL, NULL);
  return text != NULL ? text : g_utf8_make_valid (bytes, strnlen (bytes, length));
}

static void
html_spliced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRichView) view = data;
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (source);
  gssize length = g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL);
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *html = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (view)) == NULL)
    return;
  if (length > 0 && length <= FOYER_HTML_SIZE_MAX)
    {
      html = decode (g_memory_output_stream_get_data (memory), length);
      blocks = foyer_html_read (html);
    }
  if (blocks == NULL || blocks->len == 0)
    {
      foyer_rich_clipboard_paste (view, TRUE);
      return;
    }
  foyer_rich_buffer_insert_blocks (foyer_rich_view_get_buffer (view), blocks);
  end_paste (view);
}

static void
html_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  FoyerRichView *view = data;
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);
  g_autoptr (GOutputStream) memory = NULL;

  if (stream == NULL)
    {
      g_object_unref (view);
      return;
    }
  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (
      memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
      G_PRIORITY_DEFAULT, NULL, html_spliced_cb, view);
}

void
foyer_rich_clipboard_paste (FoyerRichView *view, gboolean is_plain)
{
  static const char *html[] = { HTML, NULL };
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (!is_plain && gdk_content_formats_contain_mime_type (formats, HTML))
    gdk_clipboard_read_async (clipboard, html, G_PRIORITY_DEFAULT, NULL, html_read_cb,
                              g_object_ref (view));
  else if (!is_plain && gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    files_read_cb, g_object_ref (view));
  else if (!is_plain && gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    gdk_clipboard_read_texture_async (clipboard, NULL, texture_read_cb, g_object_ref (view));
  else
    gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, g_object_ref (view));
}

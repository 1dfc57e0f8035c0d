// Encoding, and text.

#include <string.h>

#include "Shim.h"

void *cvips_jpeg(
    cvips_image image, int32_t quality, bool subsample, bool keep_metadata, size_t *count) {
    void *bytes = NULL;
    int status = vips_jpegsave_buffer(
        image, &bytes, count, "Q", quality, "optimize_coding", TRUE, "strip", !keep_metadata,
        "subsample_mode", subsample ? VIPS_FOREIGN_SUBSAMPLE_ON : VIPS_FOREIGN_SUBSAMPLE_OFF, NULL);
    if (status != 0) {
        cvips_keep_error();
        return NULL;
    }
    return bytes;
}

void *cvips_png(cvips_image image, int32_t compression, size_t *count) {
    void *bytes = NULL;
    int status = vips_pngsave_buffer(
        image, &bytes, count, "compression", compression, "strip", TRUE, NULL);
    if (status != 0) {
        cvips_keep_error();
        return NULL;
    }
    return bytes;
}

void cvips_free(void *memory) {
    g_free(memory);
}

uint8_t *cvips_text(const char *text, int32_t pixels, int32_t *width, int32_t *height) {
    if (vips_type_find("VipsOperation", "text") == 0) {
        vips_error("cvips", "this libvips was built without text");
        cvips_keep_error();
        return NULL;
    }
    // Labels are data, not markup.
    char *plain = g_markup_escape_text(text, -1);
    char font[64];
    g_snprintf(font, sizeof font, "sans %d", pixels);
    VipsImage *mask = NULL;
    // At 72 dots per inch, a point is a pixel.
    int status = vips_text(&mask, plain, "font", font, "dpi", 72, NULL);
    g_free(plain);
    if (status != 0) {
        cvips_keep_error();
        return NULL;
    }
    size_t count;
    uint8_t *bytes = vips_image_write_to_memory(mask, &count);
    *width = vips_image_get_width(mask);
    *height = vips_image_get_height(mask);
    g_object_unref(mask);
    if (bytes == NULL) {
        cvips_keep_error();
    }
    return bytes;
}

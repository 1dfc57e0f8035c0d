// Opening images, and what their headers say.

#include <string.h>

#include "Shim.h"

static const char *const loaders[] = {
    "jpegload_source", "pngload_source", "tiffload_source", "webpload_source", "heifload_source",
};

bool cvips_can_load(int32_t format) {
    return vips_type_find("VipsOperation", loaders[format]) != 0;
}

static cvips_image load(VipsSource *source, int32_t format, int32_t fail_on, int32_t shrink) {
    VipsImage *image = NULL;
    const VipsFailOn fails[] = {
        VIPS_FAIL_ON_NONE, VIPS_FAIL_ON_TRUNCATED, VIPS_FAIL_ON_ERROR, VIPS_FAIL_ON_WARNING};
    VipsFailOn fail = fails[fail_on];
    VipsAccess access = VIPS_ACCESS_SEQUENTIAL;
    int status = -1;
    switch (format) {
    case cvips_format_jpeg:
        status = vips_jpegload_source(
            source, &image, "shrink", shrink, "fail_on", fail, "access", access, NULL);
        break;
    case cvips_format_png:
        status = vips_pngload_source(source, &image, "fail_on", fail, "access", access, NULL);
        break;
    case cvips_format_tiff:
        status = vips_tiffload_source(source, &image, "fail_on", fail, "access", access, NULL);
        break;
    case cvips_format_webp:
        status = vips_webpload_source(
            source, &image, "scale", 1.0 / shrink, "fail_on", fail, "access", access, NULL);
        break;
    case cvips_format_heif:
        status = vips_heifload_source(source, &image, "fail_on", fail, "access", access, NULL);
        break;
    default:
        vips_error("cvips", "no format %d", format);
    }
    // The image holds on to its source.
    g_object_unref(source);
    return cvips_result(status, image);
}

cvips_image cvips_load_memory(
    const void *bytes, size_t count, int32_t format, int32_t fail_on, int32_t shrink) {
    VipsSource *source = vips_source_new_from_memory(bytes, count);
    if (source == NULL) {
        cvips_keep_error();
        return NULL;
    }
    return load(source, format, fail_on, shrink);
}

cvips_image cvips_load_descriptor(int descriptor, int32_t format, int32_t fail_on, int32_t shrink) {
    VipsSource *source = vips_source_new_from_descriptor(descriptor);
    if (source == NULL) {
        cvips_keep_error();
        return NULL;
    }
    return load(source, format, fail_on, shrink);
}

cvips_image cvips_from_rgb(const void *pixels, int32_t width, int32_t height) {
    size_t count = (size_t)width * (size_t)height * 3;
    VipsImage *image =
        vips_image_new_from_memory(pixels, count, width, height, 3, VIPS_FORMAT_UCHAR);
    if (image == NULL) {
        cvips_keep_error();
        return NULL;
    }
    image->Type = VIPS_INTERPRETATION_sRGB;
    return image;
}

void cvips_release(cvips_image image) {
    g_object_unref(image);
}

cvips_description cvips_describe(cvips_image image) {
    VipsBandFormat format = vips_image_get_format(image);
    VipsInterpretation meaning = vips_image_guess_interpretation(image);
    cvips_description found = {0};
    found.width = vips_image_get_width(image);
    found.height = vips_image_get_height(image);
    found.bands = vips_image_get_bands(image);
    found.has_alpha = vips_image_hasalpha(image);
    found.bits = format == VIPS_FORMAT_UCHAR ? 8 : format == VIPS_FORMAT_USHORT ? 16 : 0;
    found.is_cmyk = meaning == VIPS_INTERPRETATION_CMYK;
    found.orientation = vips_image_get_orientation(image);
    bool is_colour = meaning != VIPS_INTERPRETATION_MULTIBAND && vips_colourspace_issupported(image);
    bool is_float = meaning == VIPS_INTERPRETATION_scRGB || meaning == VIPS_INTERPRETATION_LAB;
    found.is_supported = found.bands - (found.has_alpha ? 1 : 0) <= 4 &&
        ((is_colour && (found.bits > 0 || is_float)) || (found.is_cmyk && found.bits > 0));
    return found;
}

const char *cvips_field(cvips_image image, const char *name) {
    static _Thread_local char text[512];
    const char *value;
    if (vips_image_get_typeof(image, name) == 0 ||
        vips_image_get_string(image, name, &value) != 0) {
        return NULL;
    }
    g_strlcpy(text, value, sizeof text);
    return text;
}

const void *cvips_blob(cvips_image image, const char *name, size_t *count) {
    const void *bytes;
    if (vips_image_get_typeof(image, name) == 0 ||
        vips_image_get_blob(image, name, &bytes, count) != 0) {
        return NULL;
    }
    return bytes;
}

void cvips_set_field(cvips_image image, const char *name, const char *value) {
    vips_image_set_string(image, name, value);
}

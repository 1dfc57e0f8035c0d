// Operations on images, and computing them into memory.

#include <math.h>
#include <string.h>

#include "Shim.h"

cvips_image cvips_crop(cvips_image image, int32_t x, int32_t y, int32_t width, int32_t height) {
    VipsImage *result = NULL;
    return cvips_result(vips_extract_area(image, &result, x, y, width, height, NULL), result);
}

cvips_image cvips_flatten(cvips_image image, uint8_t red, uint8_t green, uint8_t blue) {
    VipsImage *result = NULL;
    double scale = vips_image_get_format(image) == VIPS_FORMAT_USHORT ? 257 : 1;
    double colour[4] = {red * scale, green * scale, blue * scale, 0};
    int channels = vips_image_get_bands(image) - 1;
    if (channels < 3) {
        colour[0] = 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];
        channels = 1;
    } else if (channels > 3) {
        // Ink: paper white is none of it.
        for (int i = 0; i < 3; ++i) {
            colour[i] = 255 * scale - colour[i];
        }
        channels = 4;
    }
    VipsArrayDouble *background = vips_array_double_new(colour, channels);
    int status = vips_flatten(
        image, &result, "background", background, "max_alpha", 255 * scale, NULL);
    vips_area_unref(VIPS_AREA(background));
    return cvips_result(status, result);
}

/// Makes an image larger: pixel centres go to pixel centres, which `vips_resize` misses by half a pixel.
static int enlarge(VipsImage *image, VipsImage **result, int32_t width, int32_t height, bool cubic) {
    double across = (double)width / vips_image_get_width(image);
    double down = (double)height / vips_image_get_height(image);
    VipsInterpolate *interpolate = vips_interpolate_new(cubic ? "bicubic" : "bilinear");
    if (interpolate == NULL) {
        return -1;
    }
    VipsArrayInt *area = vips_array_int_newv(4, 0, 0, width, height);
    int status = vips_affine(
        image, result, across, 0, 0, down, "interpolate", interpolate, "oarea", area, "idx", 0.5,
        "idy", 0.5, "odx", -0.5, "ody", -0.5, "extend", VIPS_EXTEND_COPY, NULL);
    vips_area_unref(VIPS_AREA(area));
    g_object_unref(interpolate);
    return status;
}

cvips_image cvips_resize(cvips_image image, int32_t width, int32_t height, int32_t kernel) {
    const VipsKernel kernels[] = {
        VIPS_KERNEL_NEAREST, VIPS_KERNEL_LINEAR, VIPS_KERNEL_CUBIC, VIPS_KERNEL_LANCZOS3,
        VIPS_KERNEL_LINEAR};
    VipsImage *reduced = NULL;
    double across = (double)width / vips_image_get_width(image);
    double down = (double)height / vips_image_get_height(image);
    bool enlarges = kernel != cvips_kernel_nearest && (across > 1 || down > 1);
    if (enlarges) {
        across = VIPS_MIN(across, 1);
        down = VIPS_MIN(down, 1);
    }
    // A gap of 1 averages blocks of pixels for as much of the factor as is whole.
    int status = vips_resize(
        image, &reduced, across, "vscale", down, "kernel", kernels[kernel],
        "gap", kernel == cvips_kernel_area ? 1.0 : 2.0, NULL);
    if (status != 0) {
        cvips_keep_error();
        return NULL;
    }
    if (vips_image_get_width(reduced) == width && vips_image_get_height(reduced) == height) {
        return reduced;
    }
    // Without anything to enlarge, rounding has left a row or column out.
    VipsImage *result = NULL;
    status = enlarges
        ? enlarge(reduced, &result, width, height,
                  kernel == cvips_kernel_cubic || kernel == cvips_kernel_lanczos)
        : vips_embed(reduced, &result, 0, 0, width, height, "extend", VIPS_EXTEND_COPY, NULL);
    g_object_unref(reduced);
    return cvips_result(status, result);
}

cvips_image cvips_to_srgb(cvips_image image, bool by_profile) {
    VipsImage *converted = NULL;
    int status;
    if (by_profile) {
        // Without a profile of its own, ink is read by libvips' profile for it.
        bool is_cmyk = vips_image_guess_interpretation(image) == VIPS_INTERPRETATION_CMYK;
        status = is_cmyk
            ? vips_icc_transform(
                  image, &converted, "srgb", "embedded", TRUE, "input_profile", "cmyk", "intent",
                  VIPS_INTENT_RELATIVE, "depth", 8, NULL)
            : vips_icc_transform(
                  image, &converted, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_RELATIVE,
                  "depth", 8, NULL);
    } else {
        status = vips_colourspace(image, &converted, VIPS_INTERPRETATION_sRGB, NULL);
    }
    if (status != 0) {
        cvips_keep_error();
        return NULL;
    }
    VipsImage *bytes = NULL;
    status = vips_cast_uchar(converted, &bytes, NULL);
    g_object_unref(converted);
    if (status != 0 || vips_image_get_bands(bytes) == 3) {
        return cvips_result(status, bytes);
    }
    VipsImage *result = NULL;
    if (vips_image_get_bands(bytes) == 1) {
        VipsImage *channels[] = {bytes, bytes, bytes};
        status = vips_bandjoin(channels, &result, 3, NULL);
    } else {
        status = vips_extract_band(bytes, &result, 0, "n", 3, NULL);
    }
    g_object_unref(bytes);
    return cvips_result(status, result);
}

cvips_image cvips_gaussian_blur(cvips_image image, double deviation) {
    VipsImage *result = NULL;
    // The mask ends where the bell has fallen to a fiftieth; libvips' own fifth is a visible box.
    return cvips_result(
        vips_gaussblur(image, &result, deviation, "min_ampl", 0.02, NULL), result);
}

cvips_image cvips_convolve(
    cvips_image image, const double *weights, int32_t width, int32_t height) {
    int count = width * height;
    VipsImage *mask = vips_image_new_matrix_from_array(width, height, weights, count);
    if (mask == NULL) {
        cvips_keep_error();
        return NULL;
    }
    double sum = 0;
    for (int i = 0; i < count; ++i) {
        sum += weights[i];
    }
    // In whole numbers, libvips rounds weights so far that an even area loses a level. Casts cut fractions off.
    vips_image_set_double(mask, "scale", sum);
    vips_image_set_double(mask, "offset", 0.5);
    VipsImage *weighed = NULL;
    int status = vips_conv(image, &weighed, mask, "precision", VIPS_PRECISION_FLOAT, NULL);
    g_object_unref(mask);
    if (status != 0) {
        cvips_keep_error();
        return NULL;
    }
    VipsImage *result = NULL;
    status = vips_cast_uchar(weighed, &result, NULL);
    g_object_unref(weighed);
    return cvips_result(status, result);
}

bool cvips_write(
    cvips_image image, void *pixels, int32_t width, int32_t height, int32_t x, int32_t y) {
    VipsRect whole = {0, 0, width, height};
    int rows = vips_image_get_height(image);
    int columns = vips_image_get_width(image);
    if (vips_image_get_bands(image) != 3 || vips_image_get_format(image) != VIPS_FORMAT_UCHAR ||
        x < 0 || y < 0 || x + columns > width || y + rows > height) {
        vips_error("cvips", "expected 8-bit RGB of at most %d x %d", width - x, height - y);
        cvips_keep_error();
        return false;
    }
    cvips_image memory = cvips_from_rgb(pixels, width, height);
    if (memory == NULL) {
        return false;
    }
    // Strips from top to bottom on this thread, each straight into its place: a pool of threads per image would
    // only get in the way of the images that are decoded beside it.
    VipsRegion *source = vips_region_new(image);
    VipsRegion *target = vips_region_new(memory);
    int status = vips_region_image(target, &whole);
    const int strip = 16;
    for (int top = 0; status == 0 && top < rows; top += strip) {
        VipsRect part = {0, top, columns, VIPS_MIN(strip, rows - top)};
        status = vips_region_prepare_to(source, target, &part, x, y + top);
    }
    if (status != 0) {
        cvips_keep_error();
    }
    g_object_unref(source);
    g_object_unref(target);
    g_object_unref(memory);
    return status == 0;
}

void cvips_orient(
    const uint8_t *pixels, int32_t width, int32_t height, int32_t orientation, uint8_t *upright,
    size_t stride) {
    for (int32_t row = 0; row < height; ++row) {
        for (int32_t column = 0; column < width; ++column) {
            int32_t right = width - 1 - column, bottom = height - 1 - row;
            int32_t x = column, y = row;
            switch (orientation) {
            case 2: x = right; break;
            case 3: x = right; y = bottom; break;
            case 4: y = bottom; break;
            case 5: x = row; y = column; break;
            case 6: x = bottom; y = column; break;
            case 7: x = bottom; y = right; break;
            case 8: x = row; y = right; break;
            default: break;
            }
            memcpy(
                upright + (size_t)y * stride + (size_t)x * 3,
                pixels + ((size_t)row * (size_t)width + (size_t)column) * 3, 3);
        }
    }
}

// Pixels of flawless JPEG files, by libjpeg itself.
//
// libvips hands libjpeg four kilobytes at a time, for which libjpeg has a slow way alone, computes every column, and
// passes rows on through caches: for a whole photograph that takes 1.7 times libjpeg's own time, for a part of it more.

#include "include/cvips.h"

#if defined(__linux__)

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf exit;
    /// A row of the picture, to be freed. It changes after `setjmp`: a variable beside it could have an old value then.
    uint8_t *row;
} error_manager;

static void leave(j_common_ptr codec) {
    longjmp(((error_manager *)codec->err)->exit, 1);
}

/// Leaves at a warning too: what is odd about the file is libvips' to tell.
static void leave_at_warning(j_common_ptr codec, int level) {
    if (level < 0) {
        leave(codec);
    }
}

static void ignore(j_common_ptr codec) {
    (void)codec;
}

/// How far from the part upsampling of colours looks, and more: a part starts where blocks do.
static const int32_t surroundings = 32;

typedef struct {
    int32_t x, y, width, height;
} rectangle;

/// Whether all scans of a progressive file are there.
///
/// Where some are missing, libjpeg smooths blocks by what lies around them, and a part differs from one of the whole.
static bool has_all_scans(const struct jpeg_decompress_struct *codec) {
    if (!codec->progressive_mode || codec->coef_bits == NULL) {
        return !codec->progressive_mode;
    }
    for (int component = 0; component < codec->num_components; ++component) {
        for (int place = 0; place < DCTSIZE2; ++place) {
            if (codec->coef_bits[component][place] != 0) {
                return false;
            }
        }
    }
    return true;
}

/// Decodes into `rgb`.
static bool decode(struct jpeg_decompress_struct *codec, rectangle part, uint8_t *rgb) {
    error_manager *errors = (error_manager *)codec->err;
    int32_t left = part.x > surroundings ? part.x - surroundings : 0;
    int32_t right = part.x + part.width + surroundings;
    JDIMENSION start = (JDIMENSION)left, width = codec->output_width - start;
    if (right < (int32_t)codec->output_width) {
        width = (JDIMENSION)(right - left);
    }
    if (width < codec->output_width) {
        jpeg_crop_scanline(codec, &start, &width);
    }
    size_t bytes = (size_t)part.width * 3, skipped = ((size_t)part.x - start) * 3;
    uint8_t *row = errors->row = malloc((size_t)codec->output_width * 3);
    if (row == NULL) {
        return false;
    }
    int32_t top = part.y > surroundings ? part.y - surroundings : 0;
    if (top > 0) {
        jpeg_skip_scanlines(codec, (JDIMENSION)top);
    }
    for (int32_t y = top; y < part.y + part.height; ++y) {
        bool is_whole = y >= part.y && codec->output_width == (JDIMENSION)part.width;
        uint8_t *place = rgb + (y < part.y ? 0 : (size_t)(y - part.y) * bytes);
        JSAMPROW target = is_whole ? place : row;
        if (jpeg_read_scanlines(codec, &target, 1) != 1) {
            return false;
        }
        if (y >= part.y && !is_whole) {
            memcpy(place, row + skipped, bytes);
        }
    }
    return true;
}

bool cvips_jpeg_pixels(
    const void *bytes, size_t count, int32_t shrink, int32_t width, int32_t height, int32_t x,
    int32_t y, int32_t part_width, int32_t part_height, uint8_t *rgb) {
    struct jpeg_decompress_struct codec;
    error_manager errors;
    memset(&codec, 0, sizeof codec);
    memset(&errors, 0, sizeof errors);
    codec.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = leave;
    errors.base.emit_message = leave_at_warning;
    errors.base.output_message = ignore;
    bool is_done = false;
    if (setjmp(errors.exit) == 0) {
        jpeg_create_decompress(&codec);
        jpeg_mem_src(&codec, (const unsigned char *)bytes, (unsigned long)count);
        jpeg_read_header(&codec, TRUE);
        bool is_colour = codec.num_components == 3 && codec.out_color_space == JCS_RGB;
        codec.scale_num = 1;
        codec.scale_denom = (unsigned int)shrink;
        if (is_colour) {
            jpeg_start_decompress(&codec);
            // libjpeg rounds up, libvips down.
            if (codec.image_width / (JDIMENSION)shrink == (JDIMENSION)width &&
                codec.image_height / (JDIMENSION)shrink == (JDIMENSION)height &&
                codec.output_components == 3 && has_all_scans(&codec)) {
                rectangle part = {x, y, part_width, part_height};
                is_done = decode(&codec, part, rgb);
            }
        }
    }
    free(errors.row);
    jpeg_destroy_decompress(&codec);
    return is_done;
}

#else

bool cvips_jpeg_pixels(
    const void *bytes, size_t count, int32_t shrink, int32_t width, int32_t height, int32_t x,
    int32_t y, int32_t part_width, int32_t part_height, uint8_t *rgb) {
    (void)bytes, (void)count, (void)shrink, (void)width, (void)height, (void)x, (void)y;
    (void)part_width, (void)part_height, (void)rgb;
    return false;
}

#endif

/// The C face of libvips: everything Swift may call.
///
/// libvips passes options as variable arguments, which Swift cannot; and it keeps one buffer of errors for all
/// threads. Rules that hold throughout:
/// - A function that fails returns `NULL` or `false`, and `cvips_error()` holds libvips' own message for the
///   calling thread.
/// - A `cvips_image` that is returned is owned by the caller, who releases it once. It holds on to the images that
///   it is made from, but not to memory that was passed in: that must outlive it.
/// - Nothing is computed before `cvips_write`, `cvips_jpeg` or `cvips_png`, which compute on the calling thread
///   where they can.
/// - Calls are made between `cvips_enter` and `cvips_leave`.
#ifndef CVIPS_H
#define CVIPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: The library

/// Starts libvips, once: no cache of operations, one thread per image, no output of its own, no loader but the
/// formats below. False where it cannot start.
bool cvips_start(void);

/// libvips' version, "8.14.1".
const char *cvips_version(void);

/// The message of the last call that failed on this thread, valid until the next failure on it.
const char *cvips_error(void);

/// How often decoders warned, on any thread, that a JPEG file's data ends before the picture does.
///
/// When the count has risen during a call, that call may be why; when it has not, it is not.
uint64_t cvips_missing_data_warnings(void);

/// Enters libvips; `alone` waits until no other thread is inside, and lets none in before `cvips_leave`.
///
/// libvips has one buffer of errors for all threads, so that a message can be told apart only when no other
/// thread fails meanwhile: what failed among others is run again alone to learn why. Not recursive.
void cvips_enter(bool alone);
void cvips_leave(void);

/// Bytes that libvips holds for pixels now.
size_t cvips_tracked_memory(void);

// MARK: Images

typedef struct _VipsImage *cvips_image;

/// The file formats.
typedef enum cvips_format {
    cvips_format_jpeg = 0,
    cvips_format_png = 1,
    cvips_format_tiff = 2,
    cvips_format_webp = 3,
    cvips_format_heif = 4
} cvips_format;

/// At which damage loading fails.
typedef enum cvips_fail_on {
    cvips_fail_on_nothing = 0,
    cvips_fail_on_truncation = 1,
    cvips_fail_on_error = 2,
    cvips_fail_on_warning = 3
} cvips_fail_on;

/// Whether this libvips can read a format.
bool cvips_can_load(int32_t format);

/// Opens an image in memory. `shrink` is 1, 2, 4 or 8; other formats than JPEG and WebP ignore it.
cvips_image cvips_load_memory(
    const void *bytes, size_t count, int32_t format, int32_t fail_on, int32_t shrink);

/// Opens an image in a file, from the descriptor's current offset on. The descriptor stays the caller's.
cvips_image cvips_load_descriptor(int descriptor, int32_t format, int32_t fail_on, int32_t shrink);

/// An image over interleaved 8-bit RGB.
cvips_image cvips_from_rgb(const void *pixels, int32_t width, int32_t height);

void cvips_release(cvips_image image);

/// Decodes a part of a JPEG file in colour into interleaved RGB, without libvips and to the same bits.
///
/// False where the file is of another kind or has any flaw that shows in the part: then libvips has to say what
/// becomes of it. Elsewhere than on Linux always false, as it is not known there whether libvips uses the same libjpeg.
/// Needs no `cvips_enter`.
///
/// - `shrink` is 1, 2, 4 or 8; `width` and `height` are the picture's after that, and hold the part.
/// - `rgb` has the part's pixels, without gaps.
bool cvips_jpeg_pixels(
    const void *bytes, size_t count, int32_t shrink, int32_t width, int32_t height, int32_t x,
    int32_t y, int32_t part_width, int32_t part_height, uint8_t *rgb);

/// What the header says.
typedef struct cvips_description {
    int32_t width;
    int32_t height;
    /// Channels, alpha included.
    int32_t bands;
    bool has_alpha;
    /// Channels are integers of 8 or 16 bits, or of a number type that has a meaning as colour.
    bool is_supported;
    /// 0, or bits per channel where channels are unsigned integers.
    int32_t bits;
    bool is_cmyk;
    /// EXIF's, 1 to 8.
    int32_t orientation;
} cvips_description;

cvips_description cvips_describe(cvips_image image);

/// A field of the header as text, `NULL` where there is none; valid until the next call on this thread.
const char *cvips_field(cvips_image image, const char *name);

/// A field of the header as bytes, `NULL` where there is none; valid while the image lives.
const void *cvips_blob(cvips_image image, const char *name, size_t *count);

/// Sets a field of text on an image that nothing else was made from.
void cvips_set_field(cvips_image image, const char *name, const char *value);

// MARK: Operations; each takes an image and gives another

typedef enum cvips_kernel {
    cvips_kernel_nearest = 0,
    cvips_kernel_linear = 1,
    cvips_kernel_cubic = 2,
    cvips_kernel_lanczos = 3,
    cvips_kernel_area = 4
} cvips_kernel;

cvips_image cvips_crop(cvips_image image, int32_t x, int32_t y, int32_t width, int32_t height);

/// Blends the alpha channel into a colour, given as 8-bit sRGB.
cvips_image cvips_flatten(cvips_image image, uint8_t red, uint8_t green, uint8_t blue);

cvips_image cvips_resize(cvips_image image, int32_t width, int32_t height, int32_t kernel);

/// Converts to 8-bit sRGB of 3 channels, by the embedded profile where `by_profile`.
cvips_image cvips_to_srgb(cvips_image image, bool by_profile);

/// Blurs by a Gaussian of a deviation in pixels.
cvips_image cvips_gaussian_blur(cvips_image image, double deviation);

/// Weighs each pixel and its neighbours: `width` × `height` weights, row by row, whose sum must not be 0.
cvips_image cvips_convolve(
    cvips_image image, const double *weights, int32_t width, int32_t height);

/// Computes an 8-bit image of 3 channels into interleaved RGB of `width` × `height`, its corner at (x, y).
bool cvips_write(
    cvips_image image, void *pixels, int32_t width, int32_t height, int32_t x, int32_t y);

/// Turns interleaved RGB upright, by EXIF's orientation, into memory whose rows are `stride` bytes apart.
void cvips_orient(
    const uint8_t *pixels, int32_t width, int32_t height, int32_t orientation, uint8_t *upright,
    size_t stride);

// MARK: Encoding

/// JPEG in memory that `cvips_free` releases; metadata is written only where `keep_metadata`.
void *cvips_jpeg(
    cvips_image image, int32_t quality, bool subsample, bool keep_metadata, size_t *count);

/// PNG in memory that `cvips_free` releases.
void *cvips_png(cvips_image image, int32_t compression, size_t *count);

void cvips_free(void *memory);

/// Coverage of rendered text, 0 to 255, one byte per pixel, in memory that `cvips_free` releases.
///
/// `NULL` where this libvips has no text, or no font was found.
uint8_t *cvips_text(const char *text, int32_t pixels, int32_t *width, int32_t *height);

#ifdef __cplusplus
}
#endif

#endif

// What the files of the shim share.
#ifndef CVIPS_SHIM_H
#define CVIPS_SHIM_H

#include <vips/vips.h>
#include <vips/vector.h>

#include "include/cvips.h"

/// Moves libvips' errors into this thread's message.
void cvips_keep_error(void);

/// Passes an operation's result on: `NULL`, with the error kept, where it failed.
static inline cvips_image cvips_result(int status, VipsImage *image) {
    if (status != 0) {
        cvips_keep_error();
        return NULL;
    }
    return image;
}

#endif

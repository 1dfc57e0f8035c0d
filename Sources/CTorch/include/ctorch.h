/// The C face of libtorch: everything Swift may call.
///
/// Rules that hold throughout:
/// - No exception crosses. A function that fails returns `NULL`, `-1` or `false`, and
///   `ctorch_error()` holds libtorch's own message for the calling thread.
/// - A `ctorch_tensor` that is returned is owned by the caller, who releases it once.
/// - Pointers passed in are only read during the call, unless the function says otherwise.
#ifndef CTORCH_H
#define CTORCH_H

#include "ctorch_autograd.h"
#include "ctorch_distributed.h"
#include "ctorch_error.h"
#include "ctorch_generator.h"
#include "ctorch_neighbours.h"
#include "ctorch_operators.h"
#include "ctorch_runtime.h"
#include "ctorch_tensor.h"

#endif

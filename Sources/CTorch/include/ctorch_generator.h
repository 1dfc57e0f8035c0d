#ifndef CTORCH_GENERATOR_H
#define CTORCH_GENERATOR_H

#include "ctorch_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A stream of random numbers on one device, with its own count of references.
typedef struct ctorch_generator_impl *ctorch_generator;

/// A new generator.
ctorch_generator ctorch_generator_make(int32_t device_type, int32_t device_index, uint64_t seed);

/// The one that operators use when none is given.
ctorch_generator ctorch_generator_default(int32_t device_type, int32_t device_index);

void ctorch_generator_release(ctorch_generator generator);
bool ctorch_generator_seed(ctorch_generator generator, uint64_t seed);

/// The state as a `uint8` tensor.
ctorch_tensor ctorch_generator_state(ctorch_generator generator);
bool ctorch_generator_set_state(ctorch_generator generator, ctorch_tensor state);

#ifdef __cplusplus
}
#endif

#endif

#ifndef CTORCH_RUNTIME_H
#define CTORCH_RUNTIME_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The version of the headers that the shim was compiled with, "2.13.0".
const char *ctorch_compiled_version(void);

/// The version that the loaded libtorch gives of itself, without a suffix such as "+cpu".
const char *ctorch_loaded_version(void);

/// libtorch's description of how it was built: compilers, BLAS, instruction sets.
const char *ctorch_build_configuration(void);

/// Threads that one operator may use.
int32_t ctorch_threads(void);

/// Sets the threads that one operator may use; at least 1.
bool ctorch_set_threads(int32_t count);

/// CUDA devices that can be used now; 0 in a build without CUDA.
int32_t ctorch_cuda_device_count(void);

/// Waits until the device has done what was asked of it.
bool ctorch_synchronize(int32_t device_type, int32_t device_index);

/// Whether the processor multiplies bfloat16 in hardware, twice as fast as float.
bool ctorch_multiplies_bfloat16(void);

/// Whether process groups over NCCL are part of this build.
bool ctorch_has_nccl(void);

#ifdef __cplusplus
}
#endif

#endif

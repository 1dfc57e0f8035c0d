#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/detail/AcceleratorHooksInterface.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/util/Logging.h>
#include <torch/version.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "Processor.hpp"
#include "Shim.hpp"

namespace ctorch {

static thread_local std::string last_error;

void set_error(const char *message) noexcept {
    try {
        last_error = message;
    } catch (...) {
        last_error.clear();
    }
}

/// The version that the library was built as: its list of build settings names it.
static std::string version_of_loaded_library() {
    const std::string configuration = at::show_config();
    const std::string key = "TORCH_VERSION=";
    const auto start = configuration.find(key);
    if (start == std::string::npos) {
        return "unknown";
    }
    const auto begin = start + key.size();
    return configuration.substr(begin, configuration.find_first_of(", \n+", begin) - begin);
}

/// Headers of one version over libraries of another corrupt silently, so the process ends here.
static void stop_on_version_mismatch() {
    const char *loaded = ctorch_loaded_version();
    if (std::strcmp(loaded, ctorch_compiled_version()) != 0) {
        std::fprintf(
            stderr,
            "error: compiled with the headers of libtorch %s, but the library that was loaded is "
            "%s. Build again after `make setup`, or unset LD_LIBRARY_PATH.\n",
            ctorch_compiled_version(), loaded);
        std::_Exit(EXIT_FAILURE);
    }
}

/// Keeps freed memory in the process: page faults, not arithmetic, dominate training on a CPU
/// with glibc's defaults, which hand every large tensor back to the system at once.
static void keep_freed_memory() {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 64 << 20);
#endif
}

/// What goes wrong reaches the caller as a message; libtorch's own log repeats it with a backtrace,
/// so that it is off unless it is asked for with TORCH_CPP_LOG_LEVEL.
static void quieten_log() {
    if (std::getenv("TORCH_CPP_LOG_LEVEL") == nullptr) {
        FLAGS_caffe2_log_level = c10::GLOG_FATAL;
    }
}

__attribute__((constructor)) static void start() {
    stop_on_version_mismatch();
    keep_freed_memory();
    quieten_log();
}

}  // namespace ctorch

const char *ctorch_error(void) {
    return ctorch::last_error.c_str();
}

const char *ctorch_compiled_version(void) {
    return TORCH_VERSION;
}

const char *ctorch_loaded_version(void) {
    return ctorch::guarded<const char *>("unknown", [] {
        static const std::string version = ctorch::version_of_loaded_library();
        return version.c_str();
    });
}

const char *ctorch_build_configuration(void) {
    return ctorch::guarded<const char *>("", [] {
        static const std::string configuration = at::show_config();
        return configuration.c_str();
    });
}

int32_t ctorch_threads(void) {
    return ctorch::guarded<int32_t>(1, [] { return at::get_num_threads(); });
}

bool ctorch_set_threads(int32_t count) {
    return ctorch::succeeds([&] { at::set_num_threads(count); });
}

bool ctorch_multiplies_bfloat16(void) {
    return ctorch::multiplies_bfloat16();
}

int32_t ctorch_cuda_device_count(void) {
    return ctorch::guarded<int32_t>(0, [] {
        if (!at::globalContext().hasCUDA()) {
            return 0;
        }
        return static_cast<int32_t>(
            at::globalContext().getAcceleratorHooksInterface(c10::kCUDA).deviceCount());
    });
}

bool ctorch_synchronize(int32_t device_type, int32_t device_index) {
    return ctorch::succeeds([&] {
        if (device_type != ctorch_cpu) {
            const auto device = ctorch::device(device_type, device_index);
            c10::impl::VirtualGuardImpl(device.type()).synchronizeDevice(device.index());
        }
    });
}

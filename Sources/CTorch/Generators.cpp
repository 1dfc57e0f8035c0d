#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/detail/AcceleratorHooksInterface.h>

#include <mutex>

#include "Shim.hpp"

using ctorch::guarded;
using ctorch::shared;
using ctorch::succeeds;

static ctorch_generator handle_of(at::Generator generator) {
    return reinterpret_cast<ctorch_generator>(generator.unsafeReleaseGeneratorImpl());
}

ctorch_generator ctorch_generator_make(int32_t device_type, int32_t device_index, uint64_t seed) {
    return guarded<ctorch_generator>(nullptr, [&] {
        if (device_type == ctorch_cpu) {
            return handle_of(at::detail::createCPUGenerator(seed));
        }
        const auto device = ctorch::device(device_type, device_index);
        auto generator = at::globalContext()
                             .getAcceleratorHooksInterface(device.type())
                             .getNewGenerator(device.index());
        generator.set_current_seed(seed);
        return handle_of(std::move(generator));
    });
}

ctorch_generator ctorch_generator_default(int32_t device_type, int32_t device_index) {
    return guarded<ctorch_generator>(nullptr, [&] {
        const auto device = ctorch::device(device_type, device_index);
        return handle_of(at::globalContext().defaultGenerator(device));
    });
}

void ctorch_generator_release(ctorch_generator generator) {
    if (generator != nullptr) {
        c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(
            reinterpret_cast<c10::GeneratorImpl *>(generator));
    }
}

bool ctorch_generator_seed(ctorch_generator handle, uint64_t seed) {
    return succeeds([&] {
        auto generator = shared(handle);
        const std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_current_seed(seed);
    });
}

ctorch_tensor ctorch_generator_state(ctorch_generator handle) {
    return guarded<ctorch_tensor>(nullptr, [&] {
        auto generator = shared(handle);
        const std::lock_guard<std::mutex> lock(generator.mutex());
        return ctorch::owned(generator.get_state());
    });
}

bool ctorch_generator_set_state(ctorch_generator handle, ctorch_tensor state) {
    return succeeds([&] {
        auto generator = shared(handle);
        const std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_state(ctorch::Borrowed(state));
    });
}

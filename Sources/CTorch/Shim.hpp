// What every file of the shim shares: handles in and out, and the wall that no exception passes.
#pragma once

#if !__has_include(<ATen/core/Tensor.h>)
#error "libtorch is not there: run `make setup` in Flukeprint's folder, or set LIBTORCH to its path"
#endif

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "include/ctorch.h"

namespace ctorch {

/// The numbers of a float32 tensor, to read. libtorch 2.11's typed accessor is a template whose name clang and gcc write
/// differently, so that it does not link.
inline const float *floats(const at::Tensor &tensor) {
    return static_cast<const float *>(tensor.const_data_ptr());
}

/// Keeps the message for `ctorch_error()` on this thread.
void set_error(const char *message) noexcept;

/// Runs `body`; on any exception keeps its message and returns `failure`.
template <typename Result, typename Body>
Result guarded(Result failure, Body &&body) noexcept {
    try {
        return body();
    } catch (const c10::Error &error) {
        set_error(error.what_without_backtrace());
    } catch (const std::exception &error) {
        set_error(error.what());
    } catch (...) {
        set_error("an exception of an unknown type");
    }
    return failure;
}

/// `guarded` for what only succeeds or fails.
template <typename Body>
bool succeeds(Body &&body) noexcept {
    return guarded(false, [&] {
        body();
        return true;
    });
}

/// A tensor seen through a handle for the length of a call, without touching its count.
class Borrowed {
public:
    explicit Borrowed(ctorch_tensor handle)
        : tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(
              handle == nullptr ? c10::UndefinedTensorImpl::singleton()
                                : reinterpret_cast<c10::TensorImpl *>(handle))) {}
    ~Borrowed() { tensor.unsafeReleaseTensorImpl(); }
    Borrowed(const Borrowed &) = delete;
    Borrowed &operator=(const Borrowed &) = delete;

    at::Tensor &operator*() { return tensor; }
    at::Tensor *operator->() { return &tensor; }
    operator const at::Tensor &() const { return tensor; }

private:
    at::Tensor tensor;
};

/// Another reference to the tensor behind a handle; `NULL` gives an undefined tensor.
inline at::Tensor shared(ctorch_tensor handle) {
    return *Borrowed(handle);
}

inline std::vector<at::Tensor> shared(const ctorch_tensor *handles, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; ++i) {
        tensors.push_back(shared(handles[i]));
    }
    return tensors;
}

/// Hands a reference to the caller; an undefined tensor becomes `NULL`.
inline ctorch_tensor owned(at::Tensor tensor) {
    if (!tensor.defined()) {
        return nullptr;
    }
    return reinterpret_cast<ctorch_tensor>(tensor.unsafeReleaseTensorImpl());
}

inline c10::Device device(int32_t type, int32_t index) {
    return c10::Device(
        static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

/// Another reference to the generator behind a handle.
inline at::Generator shared(ctorch_generator handle) {
    return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(
        reinterpret_cast<c10::GeneratorImpl *>(handle)));
}

}  // namespace ctorch

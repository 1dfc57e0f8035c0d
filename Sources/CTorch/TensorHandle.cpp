#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/item.h>

#include <cstring>

#include "Shim.hpp"

using ctorch::Borrowed;
using ctorch::guarded;
using ctorch::owned;
using ctorch::succeeds;

static_assert(ctorch_uint8 == static_cast<int>(c10::ScalarType::Byte));
static_assert(ctorch_int8 == static_cast<int>(c10::ScalarType::Char));
static_assert(ctorch_int16 == static_cast<int>(c10::ScalarType::Short));
static_assert(ctorch_int32 == static_cast<int>(c10::ScalarType::Int));
static_assert(ctorch_int64 == static_cast<int>(c10::ScalarType::Long));
static_assert(ctorch_float16 == static_cast<int>(c10::ScalarType::Half));
static_assert(ctorch_float32 == static_cast<int>(c10::ScalarType::Float));
static_assert(ctorch_float64 == static_cast<int>(c10::ScalarType::Double));
static_assert(ctorch_bool == static_cast<int>(c10::ScalarType::Bool));
static_assert(ctorch_bfloat16 == static_cast<int>(c10::ScalarType::BFloat16));
static_assert(ctorch_cpu == static_cast<int>(c10::DeviceType::CPU));
static_assert(ctorch_cuda == static_cast<int>(c10::DeviceType::CUDA));
static_assert(ctorch_contiguous == static_cast<int>(c10::MemoryFormat::Contiguous));
static_assert(ctorch_preserve == static_cast<int>(c10::MemoryFormat::Preserve));
static_assert(ctorch_channels_last == static_cast<int>(c10::MemoryFormat::ChannelsLast));

/// The object behind a handle.
static c10::TensorImpl *object(ctorch_tensor tensor) {
    return reinterpret_cast<c10::TensorImpl *>(tensor);
}

void ctorch_release(ctorch_tensor tensor) {
    if (tensor != nullptr) {
        c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(object(tensor));
    }
}

ctorch_tensor ctorch_retain(ctorch_tensor tensor) {
    return owned(ctorch::shared(tensor));
}

ctorch_tensor ctorch_from_memory(
    void *memory, int32_t dtype, const int64_t *shape, const int64_t *strides, int32_t rank,
    void (*release)(void *context), void *context) {
    return guarded<ctorch_tensor>(nullptr, [&] {
        // Let go only once a tensor has taken the memory over, so that a failure leaves it alone.
        auto armed = std::make_shared<bool>(false);
        auto tensor = at::from_blob(
            memory, at::IntArrayRef(shape, rank), at::IntArrayRef(strides, rank),
            [armed, release, context](void *) {
                if (*armed) {
                    release(context);
                }
            },
            at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype)));
        *armed = true;
        return owned(std::move(tensor));
    });
}

ctorch_tensor ctorch_copy_memory(
    const void *memory, size_t bytes, int32_t dtype, const int64_t *shape, int32_t rank) {
    return guarded<ctorch_tensor>(nullptr, [&] {
        auto tensor = at::empty(
            at::IntArrayRef(shape, rank),
            at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype)));
        TORCH_CHECK(
            tensor.nbytes() == bytes, "a tensor of shape ", tensor.sizes(), " takes ",
            tensor.nbytes(), " bytes, but ", bytes, " were given");
        if (bytes > 0) {
            std::memcpy(tensor.data_ptr(), memory, bytes);
        }
        return owned(std::move(tensor));
    });
}

int32_t ctorch_rank(ctorch_tensor tensor) {
    return guarded<int32_t>(-1, [&] { return static_cast<int32_t>(object(tensor)->dim()); });
}

int64_t ctorch_size(ctorch_tensor tensor, int32_t dimension) {
    return guarded<int64_t>(-1, [&] { return object(tensor)->sizes().at(dimension); });
}

int64_t ctorch_stride(ctorch_tensor tensor, int32_t dimension) {
    return guarded<int64_t>(0, [&] { return object(tensor)->strides().at(dimension); });
}

int64_t ctorch_element_count(ctorch_tensor tensor) {
    return guarded<int64_t>(-1, [&] { return object(tensor)->numel(); });
}

int32_t ctorch_dtype_of(ctorch_tensor tensor) {
    return static_cast<int32_t>(c10::typeMetaToScalarType(object(tensor)->dtype()));
}

int32_t ctorch_device_type_of(ctorch_tensor tensor) {
    return static_cast<int32_t>(object(tensor)->device().type());
}

int32_t ctorch_device_index_of(ctorch_tensor tensor) {
    return object(tensor)->device().index();
}

bool ctorch_is_contiguous(ctorch_tensor tensor, int32_t memory_format) {
    return guarded(false, [&] {
        return object(tensor)->is_contiguous(static_cast<c10::MemoryFormat>(memory_format));
    });
}

void *ctorch_data(ctorch_tensor tensor) {
    return guarded<void *>(nullptr, [&]() -> void * {
        auto *impl = object(tensor);
        return impl->is_cpu() && impl->numel() > 0 ? impl->mutable_data() : nullptr;
    });
}

bool ctorch_shares_storage(ctorch_tensor a, ctorch_tensor b) {
    return guarded(false, [&] {
        return object(a)->storage().is_alias_of(object(b)->storage());
    });
}

void ctorch_note_write(ctorch_tensor tensor) {
    succeeds([&] { object(tensor)->bump_version(); });
}

bool ctorch_has_layout_of(ctorch_tensor a, ctorch_tensor b) {
    return guarded(false, [&] {
        return object(a)->sizes() == object(b)->sizes()
            && object(a)->strides() == object(b)->strides();
    });
}

int64_t ctorch_version_of(ctorch_tensor tensor) {
    return guarded<int64_t>(-1, [&] { return Borrowed(tensor)->_version(); });
}

bool ctorch_item_double(ctorch_tensor tensor, double *value) {
    return succeeds([&] { *value = Borrowed(tensor)->item().toDouble(); });
}

bool ctorch_item_int(ctorch_tensor tensor, int64_t *value) {
    return succeeds([&] { *value = Borrowed(tensor)->item().toLong(); });
}

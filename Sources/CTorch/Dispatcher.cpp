#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/jit_type.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <sstream>

#include "Shim.hpp"

using ctorch::guarded;
using ctorch::owned;
using ctorch::shared;

static const c10::OperatorHandle &operator_of(ctorch_operator operation) {
    return *reinterpret_cast<const c10::OperatorHandle *>(operation);
}

template <typename Element>
static at::ArrayRef<Element> elements(const ctorch_value &value) {
    return at::ArrayRef<Element>(static_cast<const Element *>(value.pointer), value.count);
}

/// Real numbers, as the schema asks for them: `float[]` or `Scalar?[]`.
static c10::IValue numbers(at::ArrayRef<double> values, const c10::Argument &argument) {
    const auto list = argument.type()->cast<c10::ListType>();
    if (list == nullptr || list->getElementType()->kind() != c10::TypeKind::OptionalType) {
        return values;
    }
    c10::List<std::optional<at::Scalar>> scalars;
    scalars.reserve(values.size());
    for (const double value : values) {
        scalars.push_back(at::Scalar(value));
    }
    return scalars;
}

/// What the dispatcher's stack holds for an argument.
static c10::IValue boxed(const ctorch_value &value, const c10::Argument &argument) {
    switch (value.kind) {
    case ctorch_kind_default:
        TORCH_CHECK(argument.default_value(), "argument '", argument.name(), "' has no default");
        return *argument.default_value();
    case ctorch_kind_none:
        return c10::IValue();
    case ctorch_kind_tensor:
        return shared(static_cast<ctorch_tensor>(const_cast<void *>(value.pointer)));
    case ctorch_kind_int:
        return value.integer;
    case ctorch_kind_double:
        return value.real;
    case ctorch_kind_bool:
        return value.integer != 0;
    case ctorch_kind_string:
        return std::string(static_cast<const char *>(value.pointer), value.count);
    case ctorch_kind_device:
        return ctorch::device(static_cast<int32_t>(value.integer), value.count);
    case ctorch_kind_generator:
        return shared(static_cast<ctorch_generator>(const_cast<void *>(value.pointer)));
    case ctorch_kind_ints:
        return elements<int64_t>(value);
    case ctorch_kind_doubles:
        return numbers(elements<double>(value), argument);
    case ctorch_kind_bools: {
        c10::List<bool> list;
        list.reserve(value.count);
        for (const int64_t element : elements<int64_t>(value)) {
            list.push_back(element != 0);
        }
        return list;
    }
    case ctorch_kind_tensors: {
        c10::List<at::Tensor> list;
        list.reserve(value.count);
        for (ctorch_tensor element : elements<ctorch_tensor>(value)) {
            list.push_back(shared(element));
        }
        return list;
    }
    case ctorch_kind_optional_tensors: {
        c10::List<std::optional<at::Tensor>> list;
        list.reserve(value.count);
        for (ctorch_tensor element : elements<ctorch_tensor>(value)) {
            list.push_back(
                element == nullptr ? std::nullopt : std::optional<at::Tensor>(shared(element)));
        }
        return list;
    }
    }
    TORCH_CHECK(false, "argument '", argument.name(), "' has an unknown kind ", value.kind);
}

/// Memory for a list of results, to be freed by `ctorch_free`.
static void *allocated_list(size_t count) {
    void *memory = std::malloc(count == 0 ? 1 : count * sizeof(int64_t));
    TORCH_CHECK(memory != nullptr, "no memory for a list of ", count, " results");
    return memory;
}

/// A result as the caller sees it.
static ctorch_value unboxed(c10::IValue value) {
    ctorch_value result{};
    if (value.isTensor()) {
        auto *tensor = owned(std::move(value).toTensor());
        result.kind = tensor == nullptr ? ctorch_kind_none : ctorch_kind_tensor;
        result.pointer = tensor;
    } else if (value.isNone()) {
        result.kind = ctorch_kind_none;
    } else if (value.isBool()) {
        result.kind = ctorch_kind_bool;
        result.integer = value.toBool();
    } else if (value.isInt()) {
        result.kind = ctorch_kind_int;
        result.integer = value.toInt();
    } else if (value.isDouble()) {
        result.kind = ctorch_kind_double;
        result.real = value.toDouble();
    } else if (value.isTensorList()) {
        const auto list = value.toTensorVector();
        auto *memory = static_cast<ctorch_tensor *>(allocated_list(list.size()));
        for (size_t i = 0; i < list.size(); ++i) {
            memory[i] = owned(list[i]);
        }
        result.kind = ctorch_kind_tensors;
        result.count = static_cast<int32_t>(list.size());
        result.pointer = memory;
    } else if (value.isIntList()) {
        const auto list = value.toIntVector();
        auto *memory = static_cast<int64_t *>(allocated_list(list.size()));
        std::copy(list.begin(), list.end(), memory);
        result.kind = ctorch_kind_ints;
        result.count = static_cast<int32_t>(list.size());
        result.pointer = memory;
    } else {
        TORCH_CHECK(false, "a result of type ", value.tagKind(), " cannot cross to the caller");
    }
    return result;
}

/// Pushes the arguments, fills the rest from the schema, and calls; the results are the stack.
static std::vector<c10::IValue> stack_after_call(
    const c10::OperatorHandle &operation, const ctorch_value *arguments, int32_t count) {
    const auto &schema = operation.schema();
    const auto &declared = schema.arguments();
    TORCH_CHECK(
        static_cast<size_t>(count) <= declared.size(), schema.name(), " takes ", declared.size(),
        " arguments, but ", count, " were given");
    std::vector<c10::IValue> stack;
    stack.reserve(declared.size());
    for (int32_t i = 0; i < count; ++i) {
        stack.push_back(boxed(arguments[i], declared[i]));
    }
    constexpr ctorch_value left_out{ctorch_kind_default, 0, {0}};
    for (size_t i = count; i < declared.size(); ++i) {
        stack.push_back(boxed(left_out, declared[i]));
    }
    operation.callBoxed(stack);
    return stack;
}

ctorch_operator ctorch_find_operator(const char *name, const char *overload) {
    return guarded<ctorch_operator>(nullptr, [&] {
        static std::mutex mutex;
        static std::map<std::pair<std::string, std::string>, c10::OperatorHandle> handles;
        const std::lock_guard<std::mutex> lock(mutex);
        const auto key = std::make_pair(std::string(name), std::string(overload));
        auto found = handles.find(key);
        if (found == handles.end()) {
            const auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
            found = handles.emplace(key, handle).first;
        }
        return reinterpret_cast<ctorch_operator>(&found->second);
    });
}

char *ctorch_operator_schema(ctorch_operator operation) {
    return guarded<char *>(nullptr, [&] {
        std::ostringstream text;
        text << operator_of(operation).schema();
        return strdup(text.str().c_str());
    });
}

int32_t ctorch_call(
    ctorch_operator operation, const ctorch_value *arguments, int32_t count,
    ctorch_value *results, int32_t capacity) {
    return guarded<int32_t>(-1, [&] {
        auto stack = stack_after_call(operator_of(operation), arguments, count);
        TORCH_CHECK(
            stack.size() <= static_cast<size_t>(capacity), operator_of(operation).schema().name(),
            " gives ", stack.size(), " results, but there is room for ", capacity);
        for (size_t i = 0; i < stack.size(); ++i) {
            results[i] = unboxed(std::move(stack[i]));
        }
        return static_cast<int32_t>(stack.size());
    });
}

ctorch_tensor ctorch_call_tensor(
    ctorch_operator operation, const ctorch_value *arguments, int32_t count) {
    return guarded<ctorch_tensor>(nullptr, [&] {
        auto stack = stack_after_call(operator_of(operation), arguments, count);
        TORCH_CHECK(
            stack.size() == 1 && stack[0].isTensor() && stack[0].toTensor().defined(),
            operator_of(operation).schema().name(), " does not give one tensor");
        return owned(std::move(stack[0]).toTensor());
    });
}

void ctorch_free(void *memory) {
    std::free(memory);
}

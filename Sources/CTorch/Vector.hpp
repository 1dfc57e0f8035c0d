// Vectors of `lanes` numbers, for the processor that the including namespace is compiled for.

typedef float Vector __attribute__((vector_size(4 * lanes)));
typedef uint32_t Bits __attribute__((vector_size(4 * lanes)));
typedef int32_t Integers __attribute__((vector_size(4 * lanes)));
typedef uint16_t Halves __attribute__((vector_size(2 * lanes)));
typedef int8_t Bytes __attribute__((vector_size(lanes)));

#undef INLINE
#define INLINE static inline __attribute__((always_inline))
#undef IN_REGISTER
#ifdef __x86_64__
#define IN_REGISTER(vector) asm("" : "+x"(vector))
#else
#define IN_REGISTER(vector)
#endif

INLINE Vector load(const float *from) {
    Vector value;
    __builtin_memcpy(&value, from, sizeof value);
    return value;
}

INLINE void store(float *to, Vector value) {
    __builtin_memcpy(to, &value, sizeof value);
}

INLINE Vector load(const c10::BFloat16 *from) {
    Halves halves;
    __builtin_memcpy(&halves, from, sizeof halves);
    return (Vector)(__builtin_convertvector(halves, Bits) << 16);
}

INLINE Vector load(const int8_t *from) {
    Bytes bytes;
    __builtin_memcpy(&bytes, from, sizeof bytes);
    return __builtin_convertvector(__builtin_convertvector(bytes, Integers), Vector);
}

/// Rounds to nearest, ties to even, as libtorch does.
///
/// What stands for "not a number" is kept in a register. Left to itself, the compiler loads it from memory under a mask
/// that is almost always empty; where that page is not in memory, nothing brings it in, and each such load takes a
/// hundred times as long: a process was ten times as slow, or not, by chance.
INLINE void store(c10::BFloat16 *to, Vector value) {
    const Bits bits = (Bits)value;
    const Bits rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    Bits notNumber = Bits{} + 0x7fc0;
    IN_REGISTER(notNumber);
    const Bits result = value == value ? rounded : notNumber;
    const Halves halves = __builtin_convertvector(result, Halves);
    __builtin_memcpy(to, &halves, sizeof halves);
}

/// The first `count` elements, and zeros. Half a vector is common, and so comes first.
template <typename Element>
INLINE Vector load(const Element *from, int64_t count) {
    if (count >= lanes) {
        return load(from);
    }
    Element some[lanes] = {};
    if (count == lanes / 2) {
        __builtin_memcpy(some, from, sizeof some / 2);
    } else {
        for (int64_t i = 0; i < count; ++i) {
            some[i] = from[i];
        }
    }
    return load(some);
}

/// The first `count` elements only.
template <typename Element>
INLINE void store(Element *to, Vector value, int64_t count) {
    if (count >= lanes) {
        return store(to, value);
    }
    Element some[lanes];
    store(some, value);
    if (count == lanes / 2) {
        __builtin_memcpy(to, some, sizeof some / 2);
    } else {
        for (int64_t i = 0; i < count; ++i) {
            to[i] = some[i];
        }
    }
}

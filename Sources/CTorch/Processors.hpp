// Compiles a file of kernels once per kind of processor, and picks one when the program runs.
//
// Before including this file, define CTORCH_KERNELS as the file's name. Each copy lies in a namespace
// of its own, with `lanes` the numbers of a vector: `avx512`, `avx2` (x86-64 only), `plain`.
// CTORCH_PICK(function) is the copy for the processor at hand.

#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"))), apply_to = function)
namespace ctorch::avx512 {
constexpr int lanes = 16;
#include CTORCH_KERNELS
}  // namespace ctorch::avx512
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
namespace ctorch::avx2 {
constexpr int lanes = 8;
#include CTORCH_KERNELS
}  // namespace ctorch::avx2
#pragma clang attribute pop
#endif

namespace ctorch::plain {
constexpr int lanes = 4;
#include CTORCH_KERNELS
}  // namespace ctorch::plain

#if defined(__x86_64__)
#define CTORCH_PICK(function) \
    (ctorch::processor() == ctorch::Processor::avx512 ? ctorch::avx512::function \
     : ctorch::processor() == ctorch::Processor::avx2 ? ctorch::avx2::function \
                                                      : ctorch::plain::function)
#else
#define CTORCH_PICK(function) ctorch::plain::function
#endif

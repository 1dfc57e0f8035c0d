// libtorch's library contains Gloo, but its wheel does not ship Gloo's headers. The headers in
// this folder declare the little that libtorch's `ProcessGroupGloo.hpp` names, so that the class
// can be declared; nothing here is defined, constructed or derived from by Flukeprint.
#pragma once

#include <gloo/context.h>

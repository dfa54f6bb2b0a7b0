// GEOS's types only: the library is opened with dlopen at first need.
#ifndef TOPOQ_CGEOS_SHIM_H
#define TOPOQ_CGEOS_SHIM_H

#define GEOS_USE_ONLY_R_API 1
#include <geos_c.h>

#endif

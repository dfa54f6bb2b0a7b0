// SpatiaLite's types only: the library is opened with dlopen at first need.
#ifndef TOPOQ_CSPATIALITE_SHIM_H
#define TOPOQ_CSPATIALITE_SHIM_H

#include <sqlite3.h>
#include <spatialite/gaiageo.h>
#include <spatialite.h>

#endif

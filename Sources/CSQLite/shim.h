// SQLite's variadic functions, given fixed shapes that Swift can call.
#ifndef TOPOQ_CSQLITE_SHIM_H
#define TOPOQ_CSQLITE_SHIM_H

#ifndef SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_SESSION 1
#endif
#ifndef SQLITE_ENABLE_PREUPDATE_HOOK
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#endif
#include <sqlite3.h>

static inline int topoq_db_config(sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, (int *)0);
}

static inline int topoq_vtab_config(sqlite3 *database, int option) {
  return sqlite3_vtab_config(database, option);
}

static inline int topoq_vtab_constraint_support(sqlite3 *database) {
  return sqlite3_vtab_config(database, SQLITE_VTAB_CONSTRAINT_SUPPORT, 1);
}

#endif

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
#ifdef __linux__
#include <sys/statfs.h>
#endif

static inline int topoq_db_config(sqlite3 *database, int option, int value) {
  return sqlite3_db_config(database, option, value, (int *)0);
}

// The kind of file system that a path lies on, as in linux/magic.h; 0 where that is not known.
static inline long topoq_file_system(const char *path) {
#ifdef __linux__
  struct statfs system;
  return statfs(path, &system) == 0 ? (long)system.f_type : 0;
#else
  (void)path;
  return 0;
#endif
}

static inline int topoq_vtab_config(sqlite3 *database, int option) {
  return sqlite3_vtab_config(database, option);
}

static inline int topoq_vtab_constraint_support(sqlite3 *database) {
  return sqlite3_vtab_config(database, SQLITE_VTAB_CONSTRAINT_SUPPORT, 1);
}

#endif

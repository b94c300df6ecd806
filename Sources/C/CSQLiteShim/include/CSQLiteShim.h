#ifndef CSQLITE_SHIM_H
#define CSQLITE_SHIM_H
// sqlite3 entry points that are variadic, which Swift does not import.
#include <sqlite3.h>
static inline int csqlite_config_flag(sqlite3 *db, int option, int on) { return sqlite3_db_config(db, option, on, (int *)0); }
#endif

#ifndef CSYSTEM_H
#define CSYSTEM_H
// System calls that Swift cannot import: variadic ones and macros. `static inline` only.
#include <fcntl.h>
#include <sys/file.h>
static inline int csystem_fcntl_flock(int fd, int command, struct flock *lock) { return fcntl(fd, command, lock); }
static inline int csystem_open(const char *path, int flags, unsigned int mode) { return open(path, flags, mode); }
#endif

#ifndef CSYSTEM_H
#define CSYSTEM_H
// System calls that Swift cannot import or cannot make safely: variadic ones, macros, unions in addresses, fork.
// Functions that can fail answer -errno, so that no call in between can change the reason.
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <sys/types.h>

static inline int csystem_fcntl_flock(int fd, int command, struct flock *lock) { return fcntl(fd, command, lock); }
static inline int csystem_open(const char *path, int flags, unsigned int mode) { return open(path, flags, mode); }

// An open-file-description lock on the whole file, not waited for: 0, or -EAGAIN where another holds it.
int csystem_lock_whole_file(int fd, int exclusive);

// Columns of the terminal behind a descriptor, or 0 where there is none.
static inline int csystem_terminal_columns(int fd) {
    struct winsize size;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

// Unix stream sockets, close-on-exec and non-blocking: a descriptor, or -errno.
int csystem_unix_listen(const char *path, int backlog);
int csystem_unix_connect(const char *path);
int csystem_unix_accept(int listener);

// Sends without SIGPIPE; bytes sent, or -errno.
ssize_t csystem_send(int fd, const void *bytes, size_t count);

// Waits for one descriptor: 1 ready, 0 time is up, or -errno (never -EINTR).
int csystem_wait(int fd, int for_writing, int milliseconds);

// Nanoseconds of CLOCK_BOOTTIME: counts while the machine sleeps, never jumps.
int64_t csystem_boottime(void);

// Starts a program that outlives us: its own session, not our child, no descriptor of ours, standard input and output
// at /dev/null, standard error appended to `log`. 0, or -errno of the step that failed (exec included).
int csystem_spawn_detached(const char *path, char *const argv[], const char *log);

// Open-file-description locks on a whole file; `kind` is F_RDLCK, F_WRLCK or F_UNLCK. They belong to the opened file and
// not to the process: closing another descriptor of the same file does not lose them, and two parts of one process
// exclude each other. 0, or -errno (-EAGAIN where another is in the way).
static inline int csystem_lock(int fd, short kind) {
    struct flock whole = {.l_type = kind, .l_whence = SEEK_SET};
    return fcntl(fd, 37 /* F_OFD_SETLK */, &whole) == 0 ? 0 : -errno;
}
// 1 when another's lock excludes one of this kind, 0 when none does, or -errno.
static inline int csystem_is_locked(int fd, short kind) {
    struct flock whole = {.l_type = kind, .l_whence = SEEK_SET};
    return fcntl(fd, 36 /* F_OFD_GETLK */, &whole) == 0 ? whole.l_type != F_UNLCK : -errno;
}
#endif

#define _GNU_SOURCE
#include "CSQLiteShim.h"
#include <errno.h>
#include <fcntl.h>

int csqlite_why_no_file(const char *directory) {
    int fd = open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (fd < 0) return errno;
    close(fd);
    return 0;
}

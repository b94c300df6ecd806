#ifndef CSYNCCOUNT_H
#define CSYNCCOUNT_H
#include <stdint.h>

// How often this process has asked the disk to sync (fsync and fdatasync, by whatever library).
int64_t sync_count(void);
#endif

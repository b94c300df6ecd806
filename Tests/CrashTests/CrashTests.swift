import Testing

/// What the built program leaves behind when it, the platform, the disk or the power ends at the wrong moment.
@Suite(.serialized) struct CrashTests {}

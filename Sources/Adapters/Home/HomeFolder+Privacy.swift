import Glibc

extension HomeFolder {
    /// That the home and its store are this user's alone: keys, team and log lie there, and who may write in the folder may put
    /// a team of their own in the place of ours.
    /// - Throws: `HomeError` `notAllowed` for a folder that is somebody else's or that others may enter.
    public func checkPrivate() throws(HomeError) {
        guard let folder = try FolderFiles.facts(paths.root) else {
            throw HomeError(.missing, "there is no home at `\(paths.root)`")
        }
        try HomeFolder.checkOwned(paths.root, by: folder.owner)
        guard folder.mode & 0o077 == 0 else {
            throw HomeError(
                .notAllowed,
                "others may enter the home `\(paths.root)`; run `chmod 700` on it, and look at its team.yaml")
        }
        guard let store = try FolderFiles.facts(paths.store) else {
            // Made here, since the database would make it readable for all; its other files get the same permissions.
            return try FolderFiles.make(paths.store)
        }
        if store.mode & 0o077 != 0 { try FolderFiles.setMode(paths.store, 0o600) }
    }

    /// That a command can work here: the home can be written, since every process says in it that it is there, and the folders
    /// that hold nothing lasting are there; a copy of a home may lack them.
    public func prepare() throws(HomeError) {
        guard FolderFiles.isWritable(paths.root) else {
            throw FolderFiles.trouble("the home cannot be written:", paths.root)
        }
        for path in [paths.processes, paths.checkpoints] { try FolderFiles.makeFolder(path) }
    }

    /// Makes a folder that is there already fit for a home: an empty one is closed to others, any other has to be closed.
    static func takeOver(_ root: String) throws(HomeError) {
        guard let folder = try FolderFiles.facts(root) else { return }
        try checkOwned(root, by: folder.owner)
        guard folder.mode & 0o077 != 0 else { return }
        guard try FolderFiles.isEmpty(root) else {
            throw HomeError(
                .notAllowed,
                "others may enter `\(root)`, and it is not empty; choose another folder, or run `chmod 700` on it")
        }
        try FolderFiles.setMode(root, 0o700)
    }

    private static func checkOwned(_ root: String, by owner: UInt32) throws(HomeError) {
        guard owner == geteuid() else {
            throw HomeError(.notAllowed, "the folder `\(root)` belongs to somebody else; a home has to be your own")
        }
    }
}

import Glibc

await exit(Program.run(Array(CommandLine.arguments.dropFirst())).rawValue)

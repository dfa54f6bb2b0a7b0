// The tool `topoq`: arguments in, an exit status out.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

exit(Tool.run(Array(CommandLine.arguments.dropFirst())).rawValue)

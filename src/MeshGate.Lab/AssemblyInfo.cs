using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

// Elsewhere the lab only says that it needs Linux.
[assembly: SupportedOSPlatform("linux")]
[assembly: InternalsVisibleTo("MeshGate.Lab.Tests")]

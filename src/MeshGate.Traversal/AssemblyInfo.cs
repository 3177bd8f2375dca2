using System.Runtime.CompilerServices;

// Tests forge messages with the very keys that a check would be made with.
[assembly: InternalsVisibleTo("MeshGate.Traversal.Tests")]

using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

// The labs share two cores and measure time: one after the other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

using MeshGate.Lab.Starts;

namespace MeshGate.Lab.Tests.Starts;

public sealed class ProcessMemoryTests
{
    [Theory]
    [InlineData("VmHWM:\t    2048 kB\nVmRSS:\t    1536 kB\n", "VmRSS", 1.5)]
    [InlineData("1000-2000 ---p 00000000 00:00 0 [rollup]\nRss: 9 kB\nPss:                1024 kB\nPss_Anon: 512 kB\n", "Pss", 1)]
    public void Read_FindsTheLine(string text, string name, double expected) => Assert.Equal(expected, ProcessMemory.Read(text, name));

    [Theory]
    [InlineData("")]
    [InlineData("VmRSS:\n")]
    [InlineData("VmRSS:\t many kB\n")]
    [InlineData("VmRSS:\t 1536 MB\n")]
    public void Read_Throws_WhenThereIsNone(string text) => Assert.Throws<LabException>(() => ProcessMemory.Read(text, "VmRSS"));

    [Fact]
    public void Of_IsThatOfARunningProcess()
    {
        var own = ProcessMemory.Of(Environment.ProcessId);

        Assert.InRange(own.Anonymous, 1, own.Resident);
        Assert.InRange(own.Proportional, 1, own.Resident + 64);
    }

    [Fact]
    public void Of_Throws_WhenNoProcessRuns() => Assert.Throws<LabException>(() => ProcessMemory.Of(int.MaxValue));
}

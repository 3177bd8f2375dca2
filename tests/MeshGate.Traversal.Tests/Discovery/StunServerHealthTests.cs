using MeshGate.Traversal.Discovery;

namespace MeshGate.Traversal.Tests.Discovery;

public sealed class StunServerHealthTests
{
    private const string A = "192.0.2.1:3478";
    private const string B = "198.51.100.1:3478";
    private const string Public = "203.0.113.5:51820";

    private readonly DiscoveryRun _run = new();

    [Fact]
    public void Failed_DoublesTheBackOff_UpToTheLongest()
    {
        var health = new StunServerHealth(DiscoveryRun.Server(A), 0, TimeSpan.Zero);
        List<double> seconds = [];
        for (int i = 0; i < 40; i++)
        {
            health = health.Failed(TimeSpan.Zero);
            seconds.Add(health.RetryAt.TotalSeconds);
        }

        Assert.Equal([15, 30, 60, 120, 240, 480, 600, 600], seconds.Take(8));
        Assert.All(seconds.Skip(8), s => Assert.Equal(600, s));
    }

    [Fact]
    public void Step_PutsAServerAside_WhenOthersAnsweredAndItDidNot()
    {
        _run.Start([A, B]).Answer(A, Public).Wait(4000);

        StunServerPutAside aside = Assert.Single(_run.Log.Select(l => l.Effect).OfType<StunServerPutAside>());
        Assert.Contains(B, aside.Reason, StringComparison.Ordinal);
        Assert.Equal(1, aside.Health.Failures);

        _run.Start([A, B]);
        Assert.Equal([A], _run.State.Probes.Select(p => p.Server.Name));
    }

    [Fact]
    public void Step_AsksAgain_WhenTheBackOffIsOver_AndForgetsTheFailures_OnceItAnswers()
    {
        _run.Start([A, B]).Answer(A, Public).Wait(3000).Wait(15001);
        _run.Start([A, B]);
        Assert.Equal(2, _run.State.Probes.Length);

        _run.Answer(A, Public).Answer(B, Public);
        Assert.Empty(_run.State.Health);
    }

    [Fact]
    public void Step_KeepsASlowServer_ThatAnswersAfterTheResult()
    {
        const string C = "198.51.100.2:3478";
        _run.Start([A, B, C]).Answer(A, Public).Answer(B, Public).Wait(500);
        Assert.True(_run.IsComplete);
        Assert.Equal(StunDiscoveryPhase.Draining, _run.State.Phase);

        _run.Answer(C, Public);
        Assert.Empty(_run.State.Health);
        Assert.Equal(StunDiscoveryPhase.Idle, _run.State.Phase);
    }

    [Fact]
    public void Step_AsksAll_WhenAllOfAFamilyAreAside()
    {
        _run.Start([A, B]).Answer(A, Public).Fail(B, "it said no");
        _run.Wait(16000).Start([A, B]).Answer(B, Public).Fail(A, "it said no");
        _run.Start([A, B]).Wait(10);
        Assert.Equal([B], _run.State.Probes.Select(p => p.Server.Name));

        _run.Start([A]);
        Assert.Equal([A], _run.State.Probes.Select(p => p.Server.Name));
    }

    [Fact]
    public void Step_ForgetsServers_ThatAreNoLongerConfigured()
    {
        _run.Start([A, B]).Answer(A, Public).Fail(B, "it said no");
        Assert.Single(_run.State.Health);

        _run.Start([A]);
        Assert.Empty(_run.State.Health);
    }
}

using System.Net;
using MeshGate.Traversal.Ice;

namespace MeshGate.Traversal.Tests.Ice;

public sealed class CheckListUpgradeTests
{
    private static readonly IPEndPoint Direct = CheckListTests.Host;
    private static readonly IPEndPoint Lent = IPEndPoint.Parse("192.0.2.9:30001");
    private static readonly IPEndPoint Other = IPEndPoint.Parse("192.0.2.9:30002");
    private readonly CheckListEnd _pair = new();
    private readonly List<CheckListEffect.UsePath> _used = [];

    [Fact]
    public void Step_UsesALentPath_WhenNoDirectOneAnswers()
    {
        _pair.Learn(0, Direct);

        Assert.Equal(Lent, ConnectOverRelay(300).Candidate.Address);
        Assert.True(_pair.State.IsRelayed);
    }

    [Fact]
    public void Step_KeepsTryingDirectPathsLessAndLessOften_WhileRelayed()
    {
        _pair.Learn(0, Direct);
        ConnectOverRelay(300);

        var sent = Answering(TimeSpan.FromSeconds(400));
        var attempts = sent.Where(check => check.To.Equals(Direct)).ToList();
        var told = sent.Count(check => check.TellCandidates);

        // 1, 2, 4, … 60 s apart: some twelve attempts in 400 s, each of a few checks, each told to the peer.
        Assert.InRange(attempts.Count, 9 * CheckListTimers.Burst, 14 * CheckListTimers.Burst);
        Assert.InRange(told, 9, 13);
        Assert.All(sent.Where(check => check.TellCandidates), check => Assert.Equal(Lent, check.To));
    }

    [Fact]
    public void Step_MovesToTheDirectPathAtOnce_WhenItAnswers()
    {
        _pair.Learn(0, Direct);
        ConnectOverRelay(300);
        _pair.At(5000, new CheckListEvent.OwnCandidatesChanged());
        var check = _pair.RunUntil(TimeSpan.FromSeconds(5.1)).OfType<CheckListEffect.SendCheck>().Last(check => check.To.Equals(Direct));

        var effects = _pair.At(5150, new CheckListEvent.CheckAnswered(Direct, check.Id));

        Assert.Equal(Direct, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
        Assert.False(_pair.State.IsRelayed);
        Assert.Null(_pair.State.UpgradeAt);
    }

    [Fact]
    public void Step_ChecksDirectPathsAtOnce_WhenThePeerTellsThatItDoes()
    {
        _pair.Learn(0, Direct);
        ConnectOverRelay(300);
        Answering(TimeSpan.FromSeconds(100));

        var effects = _pair.At(100_000, new CheckListEvent.CandidatesTold([new RemoteCandidate(Direct, RemoteCandidateKind.Host)]));

        Assert.Contains(effects.OfType<CheckListEffect.SendCheck>(), check => check.To.Equals(Direct));
    }

    [Fact]
    public void Step_TellsItsCandidatesUntilAnswered_WhenTheyChanged()
    {
        _pair.Connect(Direct);
        var first = _pair.At(1000, new CheckListEvent.OwnCandidatesChanged()).OfType<CheckListEffect.SendCheck>().Single();
        var second = _pair.RunUntil(TimeSpan.FromSeconds(1.6)).OfType<CheckListEffect.SendCheck>().Single();
        _pair.At(1620, new CheckListEvent.CheckAnswered(Direct, second.Id));
        var third = _pair.RunUntil(TimeSpan.FromSeconds(8)).OfType<CheckListEffect.SendCheck>().First();

        Assert.True(first.TellCandidates);
        Assert.True(second.TellCandidates);
        Assert.False(third.TellCandidates);
    }

    [Fact]
    public void Step_LosesThePath_WhenWhatWasLentIsWithdrawn()
    {
        _pair.Learn(0, Direct);
        ConnectOverRelay(300);

        var effects = _pair.At(2000, new CheckListEvent.CandidateWithdrawn(Lent));

        Assert.Single(effects.OfType<CheckListEffect.PathLost>());
        Assert.Null(_pair.State.Find(Lent));
    }

    [Fact]
    public void Step_KeepsWhatIsLent_WhenThePeersCandidatesAreReadAnew()
    {
        _pair.Learn(0, Direct);
        ConnectOverRelay(300);

        _pair.Learn(1000, IPEndPoint.Parse("198.51.100.77:1"));

        Assert.NotNull(_pair.State.Find(Lent));
        Assert.Null(_pair.State.Find(Direct));
    }

    [Fact]
    public void Step_FindsALostPathInHalfASecond_WhenItIsInUse()
    {
        _pair.Connect(Direct);
        _pair.At(1000, new CheckListEvent.Used(InUse: true));

        var effects = _pair.RunUntil(TimeSpan.FromSeconds(1.8));

        Assert.Single(effects.OfType<CheckListEffect.PathLost>());
    }

    [Fact]
    public void Step_LeavesAPathThatDiedOnce_WhenAnotherAnswers()
    {
        _pair.Connect(Direct);
        _pair.At(100, new CheckListEvent.CandidateOffered(new RemoteCandidate(Lent, RemoteCandidateKind.Relay)));
        _pair.At(1000, new CheckListEvent.Used(InUse: true));
        Answering(TimeSpan.FromSeconds(3), Direct, Lent);

        Answering(TimeSpan.FromSeconds(20), Lent);

        Assert.Equal([Lent], _used.ConvertAll(path => path.Candidate.Address));
        Assert.True(_pair.State.IsRelayed);
    }

    [Fact]
    public void Step_IsNotHastyWithASlowPath_WhenItIsInUse()
    {
        _pair.Learn(0, Direct);
        var check = _pair.RunUntil(TimeSpan.Zero).OfType<CheckListEffect.SendCheck>().FirstOrDefault()?.Id ?? _pair.State.Checks[0].Pending[0].Id;
        _pair.At(600, new CheckListEvent.CheckAnswered(Direct, check));
        _pair.At(601, new CheckListEvent.Used(InUse: true));

        Assert.Empty(_pair.RunUntil(TimeSpan.FromSeconds(3)).OfType<CheckListEffect.PathLost>());
    }

    [Fact]
    public void Step_TakesAnotherPathThatAnswers_WhenTheOneInUseFalters()
    {
        _pair.Connect(Direct);
        _pair.At(1000, new CheckListEvent.CandidateOffered(new RemoteCandidate(Lent, RemoteCandidateKind.Relay)));
        _pair.At(1000, new CheckListEvent.Used(InUse: true));
        var other = _pair.RunUntil(TimeSpan.FromSeconds(1.4)).OfType<CheckListEffect.SendCheck>().Last(check => check.To.Equals(Lent));

        var effects = _pair.At(1410, new CheckListEvent.CheckAnswered(Lent, other.Id));

        Assert.Equal(Lent, Assert.Single(effects.OfType<CheckListEffect.UsePath>()).Candidate.Address);
    }

    [Fact]
    public void Step_BlamesNobody_WhenItWasLateItself()
    {
        _pair.Connect(Direct);
        _pair.RunUntil(CheckListTimers.Consent + (2 * CheckListTimers.ConsentRetry) + TimeSpan.FromMilliseconds(100));

        // The machine slept for a minute; a check is asked again before anything is concluded.
        var effects = _pair.At(70_000, new CheckListEvent.Tick());
        effects = effects.AddRange(_pair.At(70_600, new CheckListEvent.Tick()));

        Assert.Empty(effects.OfType<CheckListEffect.PathLost>());
    }

    [Fact]
    public void Step_KnowsALentPathByWhatThePeerSaysOfIt_BeforeItIsOffered()
    {
        _pair.At(0, new CheckListEvent.CheckReceived(Lent, UseCandidate: false, RemoteCandidateKind.Relay));
        for (var i = 1; i <= 20; i++)
        {
            _pair.At(i * 200, new CheckListEvent.CheckReceived(new IPEndPoint(Other.Address, i), UseCandidate: false, RemoteCandidateKind.Turn));
        }

        Assert.True(_pair.State.Checks.Length <= CheckListTimers.MaxPeerReflexive);
        Assert.DoesNotContain(_pair.State.Checks, check => PathRank.IsDirect(check.Candidate.Kind));
    }

    private CheckListEffect.UsePath ConnectOverRelay(double at)
    {
        var check = _pair.At(at, new CheckListEvent.CandidateOffered(new RemoteCandidate(Lent, RemoteCandidateKind.Relay)))
            .OfType<CheckListEffect.SendCheck>().Last(sent => sent.To.Equals(Lent));
        var effects = _pair.At(at + 20, new CheckListEvent.CheckAnswered(Lent, check.Id)).ToList();
        effects.AddRange(_pair.RunUntil(TimeSpan.FromMilliseconds(at + 130)));
        return effects.OfType<CheckListEffect.UsePath>().Single();
    }

    /// <summary>Runs on, with every check of the relayed path, or of these, answered after 20 ms.</summary>
    private List<CheckListEffect.SendCheck> Answering(TimeSpan end, params IPEndPoint[] live)
    {
        var sent = new List<CheckListEffect.SendCheck>();
        while (_pair.State.NextDue is { } due && due <= end)
        {
            var effects = _pair.At(due.TotalMilliseconds, new CheckListEvent.Tick());
            var checks = effects.OfType<CheckListEffect.SendCheck>().ToList();
            sent.AddRange(checks);
            _used.AddRange(effects.OfType<CheckListEffect.UsePath>());
            foreach (var check in checks.Where(check => live.Length == 0 ? check.To.Equals(Lent) : live.Contains(check.To)))
            {
                _used.AddRange(_pair.At(due.TotalMilliseconds + 20, new CheckListEvent.CheckAnswered(check.To, check.Id)).OfType<CheckListEffect.UsePath>());
            }
        }

        return sent;
    }
}

using MeshGate.Kubernetes.Client;
using Microsoft.Extensions.Time.Testing;

namespace MeshGate.Kubernetes.Tests.Client;

public sealed class RequestBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wait_SpacesRequests_OnceTheBurstIsSpent()
    {
        var budget = new RequestBudget(10, 3, _time);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TimeSpan.Zero, await budget.WaitAsync(Token));
        }

        var fourth = budget.WaitAsync(Token).AsTask();
        var fifth = budget.WaitAsync(Token).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(100), await fourth.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Token));
        Assert.False(fifth.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(200), await fifth.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Token));
    }

    [Fact]
    public async Task Wait_GivesATokenBack_WhenTheCallerGivesUp()
    {
        var budget = new RequestBudget(1, 1, _time);
        await budget.WaitAsync(Token);
        using var impatient = new CancellationTokenSource();
        var given = budget.WaitAsync(impatient.Token).AsTask();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        var next = budget.WaitAsync(Token).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), await next.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, Token));
    }

    [Fact]
    public async Task Wait_NeverWaits_WithoutALimit()
    {
        var budget = new RequestBudget(0, 1, _time);
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(TimeSpan.Zero, await budget.WaitAsync(Token));
        }
    }

    [Fact]
    public async Task Wait_HoldsNoMoreThanTheBurst_AfterALongQuiet()
    {
        var budget = new RequestBudget(100, 2, _time);
        _time.Advance(TimeSpan.FromHours(1));
        await budget.WaitAsync(Token);
        await budget.WaitAsync(Token);
        Assert.False(budget.WaitAsync(Token).AsTask().IsCompleted);
    }
}

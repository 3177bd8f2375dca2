using System.Collections.Immutable;
using System.Text;
using MeshGate.Core.Identity;
using MeshGate.Core.Policy;
using MeshGate.Kubernetes.Entities;
using MeshGate.Kubernetes.Sealing;
using MeshGate.Operator.Tests.Fakes;
using MeshGate.Operator.Turn;

namespace MeshGate.Operator.Tests.Turn;

public sealed class TurnIssuerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TurnServer Udp = new("turn.example.org:3478", "coturn", "secret");
    private static readonly TurnServer Tls = new("turn.example.org:443", "coturn", "secret") { Transport = TurnTransport.Tls, ServerName = "turn.example.org" };

    [Fact]
    public void PasswordOf_IsWhatCoturnExpects()
    {
        // Computed with Python's hmac.
        var secret = new TurnSecret("s3cret of coturn"u8.ToArray(), "1");
        Assert.Equal("8gyi1FqzDr4jKf7VIYBzm4/RrKA=", TurnIssuer.PasswordOf(secret, "1767312000:edge-1"));
        Assert.Equal("(TURN secret)", secret.ToString());
    }

    [Fact]
    public void Issue_MakesCredentials_ThatOnlyTheNodeOpens()
    {
        (string publicKey, SealedBox.Agreement agree) = Keys.Pair();
        IReadOnlyList<TurnServerAssignment> issued = Issue([Udp, Tls], publicKey, null, Start)!;

        Assert.Equal([TurnTransport.Udp, TurnTransport.Tls], issued.Select(server => server.Transport!.Value));
        Assert.Equal(Start.UtcDateTime + TurnIssuer.Lifetime, issued[0].ExpiresAt);
        Assert.True(TurnCredentialBox.TryOpen(issued[0].Sealed, PublicKey.Parse(publicKey), agree, out string? username, out string? password));
        Assert.Equal("1767312000:edge-1", username);
        Assert.Equal("8gyi1FqzDr4jKf7VIYBzm4/RrKA=", password);
        Assert.All(issued, server => Assert.DoesNotContain(password, server.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Issue_WritesNothingNew_UntilHalfOfTheLifeIsOver()
    {
        string publicKey = Keys.Pair().PublicKey;
        IReadOnlyList<TurnServerAssignment> first = Issue([Udp, Tls], publicKey, null, Start)!;
        DateTimeOffset renewed = default;
        for (int minutes = 0; minutes <= 14 * 60 && renewed == default; minutes++)
        {
            IReadOnlyList<TurnServerAssignment> now = Issue([Udp, Tls], publicKey, first, Start.AddMinutes(minutes))!;
            renewed = now.SequenceEqual(first) ? default : Start.AddMinutes(minutes);
        }

        Assert.InRange(renewed, Start.AddHours(12), Start.AddHours(13.1));
    }

    [Fact]
    public void Issue_IsMadeAnew_WhenServerSecretOrKeyChange()
    {
        (string one, string other) = (Keys.Pair().PublicKey, Keys.Pair().PublicKey);
        IReadOnlyList<TurnServerAssignment> first = Issue([Udp], one, null, Start)!;

        Assert.Equal(first, Issue([Udp], one, first, Start.AddHours(1)));
        Assert.NotEqual(first, Issue([Udp], other, first, Start.AddHours(1)));
        Assert.NotEqual(first, Issue([Udp], one, first, Start.AddHours(1), "2"));
        Assert.NotEqual(first, Issue([Udp with { CaCertificate = "x" }], one, first, Start.AddHours(1)));
        Assert.Equal(first[0], Issue([Tls, Udp], one, first, Start.AddHours(1))![1]);
        Assert.Null(Issue([], one, first, Start));
        Assert.Null(Issue([Udp], null, first, Start));
    }

    [Fact]
    public void Issue_KeepsWhatStands_WhileTheSecretWasNotReadYet()
    {
        string publicKey = Keys.Pair().PublicKey;
        IReadOnlyList<TurnServerAssignment> first = Issue([Udp], publicKey, null, Start)!;
        IReadOnlyList<TurnServerAssignment>? Then(string? problem, double hours)
            => TurnIssuer.Issue("edge-1", publicKey, [Udp], (_, _) => new TurnSecretLookup(null, problem), first, Start.AddHours(hours));

        Assert.Equal(first, Then(null, 23));
        Assert.Null(Then(null, 24));
        Assert.Null(Then("is not there", 1));
    }

    private static IReadOnlyList<TurnServerAssignment>? Issue(
        ImmutableArray<TurnServer> servers, string? publicKey, IReadOnlyList<TurnServerAssignment>? standing, DateTimeOffset now, string version = "1")
        => TurnIssuer.Issue("edge-1", publicKey, servers, (_, _) => new TurnSecretLookup(new TurnSecret(Encoding.UTF8.GetBytes("s3cret of coturn"), version), null), standing, now);
}

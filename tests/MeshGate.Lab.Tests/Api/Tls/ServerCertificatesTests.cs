using System.Net;
using MeshGate.Lab.Api.Tls;

namespace MeshGate.Lab.Tests.Api.Tls;

public sealed class ServerCertificatesTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Open_ReusesBoth_WhenTheyStillFit()
    {
        (string authority, string server) = Open(Now, "127.0.0.1");

        Assert.Equal((authority, server), Open(Now.AddDays(300), "127.0.0.1"));
    }

    [Fact]
    public void Open_KeepsTheAuthority_WhenTheServerNeedsAnotherAddress()
    {
        (string authority, string server) = Open(Now, "127.0.0.1");

        (string sameAuthority, string newServer) = Open(Now, "127.0.0.1", "192.0.2.1", "2001:db8::1");

        Assert.Equal(authority, sameAuthority);
        Assert.NotEqual(server, newServer);
    }

    [Fact]
    public void Open_Renews_WhenTheServerIsAboutToExpire()
    {
        (string authority, string server) = Open(Now, "127.0.0.1");

        (string sameAuthority, string newServer) = Open(Now.AddDays(340), "127.0.0.1");

        Assert.Equal(authority, sameAuthority);
        Assert.NotEqual(server, newServer);
    }

    [Fact]
    public void Open_MakesNewOnes_WhenTheFilesAreDamaged()
    {
        (string authority, _) = Open(Now, "127.0.0.1");
        File.WriteAllText(_directory.File("ca.key"), "rubbish");

        Assert.NotEqual(authority, Open(Now, "127.0.0.1").Authority);
    }

    [Fact]
    public void Open_KeepsKeysForTheirOwner()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are not Windows'");
        Open(Now, "127.0.0.1");

        foreach (string name in (string[])["ca.key", "server.key"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(_directory.File(name)));
        }
    }

    public void Dispose() => _directory.Dispose();

    private (string Authority, string Server) Open(DateTimeOffset now, params string[] addresses)
    {
        using var certificates = ServerCertificates.Open(_directory.Root, [.. addresses.Select(IPAddress.Parse)], now);
        return (certificates.AuthorityPem, certificates.Server.Thumbprint);
    }
}

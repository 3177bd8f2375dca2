using System.Net.Sockets;
using System.Text;
using MeshGate.Lab.Links;
using MeshGate.Lab.Tests.Support;

namespace MeshGate.Lab.Tests.Links;

public sealed class LinkControlTests
{
    [Fact]
    public async Task Link_DoesAsItIsTold_AndClosesOnAnythingElse()
    {
        await using var network = await TestNetwork.BuildAsync("regions: { one: }\nmachines: { a: { region: one }, b: }");
        using var link = await network.LinkAsync("one", new LinkSpec());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var path = Path.Combine(Path.GetTempPath(), $"link-{Guid.NewGuid():n}.sock");
        var running = new LinkControl(link).RunAsync(path, ending.Token);
        try
        {
            foreach (var line in (string[])[
                "{}", "null", "[]", "{\"spec\":null,\"isCut\":true}", "{\"spec\":{\"loss\":101},\"isCut\":true}",
                "{\"spec\":{\"jitter\":\"00:00:01\"},\"isCut\":true}", new string('x', 5000), "{\"spec\":"])
            {
                Assert.Empty(await AskAsync(path, line + "\n"));
            }

            Assert.True(OneWayProbe.Run(network, "a", "b", 10, 100, TimeSpan.Zero).Count == 10, "nothing of that was taken");
            var report = await LinkControl.AskAsync(path, new LinkState(new LinkSpec(), IsCut: true), ending.Token);
            Assert.True(report.Delivered >= 10);
            Assert.Empty(OneWayProbe.Run(network, "a", "b", 10, 100, TimeSpan.Zero));
            Assert.True((await LinkControl.AskAsync(path, null, ending.Token)).Cut >= 10);
        }
        finally
        {
            await ending.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            File.Delete(path);
        }
    }

    [Fact]
    public async Task AskAsync_SaysThatNobodyAnswers() =>
        await Assert.ThrowsAsync<LabException>(() => LinkControl.AskAsync("/tmp/absent.sock", null, TestContext.Current.CancellationToken));

    private static async Task<string> AskAsync(string path, string text)
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connection.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await connection.SendAsync(Encoding.ASCII.GetBytes(text));
        var buffer = new byte[4096];
        try
        {
            return Encoding.ASCII.GetString(buffer, 0, await connection.ReceiveAsync(buffer));
        }
        catch (SocketException)
        {
            return string.Empty;
        }
    }
}

using MeshGate.Tests.Pages;

namespace MeshGate.Browser.Tests;

/// <summary>How quick the page is with simulated nodes.</summary>
public sealed class SpeedTests(BrowserFixture chromium)
{
    private const int Updates = 20;

    [Theory]
    [InlineData(50)]
    [InlineData(1000)]
    public async Task ThePage_IsThereWithinASecond_AndAnUpdateWithinATenth(int nodes)
    {
        // What a browser does once in its life is not the page's.
        await using (await ShownMesh.OpenAsync(chromium.Browser, 50))
        {
        }

        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, nodes);
        for (int i = 0; i < Updates; i++)
        {
            int number = i;
            mesh.Source.Change(sample =>
            {
                for (int k = 0; k < 10; k++)
                {
                    sample.Measure(SampleMesh.Name(k % 5, (number + k) % (nodes / 5)), 10 + number);
                }

                if (number % 2 == 0)
                {
                    sample.FailOver("eu-central-1", "eu-central-6", "eu-central-3");
                }
                else
                {
                    sample.GoDirect("eu-central-1", "eu-central-6");
                }
            });
            await mesh.UntilAsync($"performance.getEntriesByName('meshgate:update').length > {i}");
        }

        Quickness quick = await Quickness.OfAsync(mesh, nodes);
        if (nodes > 50)
        {
            await mesh.PhotographAsync($"nodes-{nodes}");
        }

        quick.Hold();
    }

    [Fact]
    public async Task Nodes_StayWhereTheyAre_WhenOthersComeAndGo()
    {
        await using ShownMesh mesh = await ShownMesh.OpenAsync(chromium.Browser, 50);
        string before = await RoomsAsync(mesh);

        mesh.Source.Change(sample => sample.Nodes.Remove("us-west-10"));
        await mesh.UntilAsync("document.querySelector('#news-list li')?.innerText.includes('us-west-10 is gone')");

        Assert.Equal(before, await RoomsAsync(mesh));
    }

    // The circles of the segments are drawn on a canvas of their own.
    private static Task<string> RoomsAsync(ShownMesh mesh) => mesh.AskAsync<string>("document.querySelector('.stage canvas').toDataURL()");
}

using System.Net;
using System.Text.Json.Nodes;
using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.Nodes;

namespace MeshGate.Operator.Tests.Nodes;

public sealed class AddressLabelsTests
{
    private const string Four = "address.meshgate.io/100.96.0.5";
    private const string Six = "address.meshgate.io/fd6d-6573-6867-0000-0000-0000-0000-0005";
    private const string Old = "address.meshgate.io/100.96.0.77";

    private static readonly IPAddress[] Both = [IPAddress.Parse("fd6d:6573:6867::5"), IPAddress.Parse("100.96.0.5")];

    [Fact]
    public void Patch_GivesWhatIsMissing_AndTakesWhatIsOfNoAddress_InTheOrderOfKeys()
    {
        Assert.Equal($$"""{"{{Four}}":"","{{Six}}":""}""", Text(AddressLabels.Patch(Node(null), Both)));
        Assert.Equal($$"""{"{{Four}}":"","{{Old}}":null}""", Text(AddressLabels.Patch(Node(new() { [Old] = "", [Six] = "", ["site"] = "home" }), Both)));
        Assert.Equal($$"""{"{{Four}}":null}""", Text(AddressLabels.Patch(Node(new() { [Four] = "" }), [])));
        Assert.Equal($$"""{"{{Four}}":""}""", Text(AddressLabels.Patch(Node(new() { [Four] = "somebody's", [Six] = "" }), Both)));
    }

    [Fact]
    public void Patch_IsNull_WhenAllIsAsItShouldBe()
    {
        Assert.Null(AddressLabels.Patch(Node(new() { [Four] = "", [Six] = "", ["site"] = "home" }), Both));
        Assert.Null(AddressLabels.Patch(Node(new() { [Four] = "" }), [Both[1], Both[1]]));
        Assert.Null(AddressLabels.Patch(Node(new() { ["site"] = "home" }), []));
        Assert.Null(AddressLabels.Patch(Node(null), []));
    }

    private static string? Text(JsonObject? patch) => patch?.ToJsonString();

    private static MeshNode Node(Dictionary<string, string>? labels) => new() { Metadata = new V1ObjectMeta { Name = "a", Labels = labels } };
}

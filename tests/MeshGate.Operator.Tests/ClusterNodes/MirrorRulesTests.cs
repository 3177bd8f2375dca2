using k8s.Models;
using MeshGate.Kubernetes.Entities;
using MeshGate.Operator.ClusterNodes;

namespace MeshGate.Operator.Tests.ClusterNodes;

public sealed class MirrorRulesTests
{
    [Theory]
    [InlineData(false, null, null, null, MirrorStep.None)]
    [InlineData(true, null, null, null, MirrorStep.Create)]
    [InlineData(true, "worker", null, null, MirrorStep.None)]
    [InlineData(true, "worker", "meshgate-operator", null, MirrorStep.None)]
    [InlineData(true, "", "meshgate-operator", null, MirrorStep.Refuse)]
    [InlineData(true, "", null, null, MirrorStep.Refuse)]
    [InlineData(true, "", null, "false", MirrorStep.Refuse)]
    [InlineData(true, "", null, "true", MirrorStep.Patch)]
    [InlineData(true, "another", null, "true", MirrorStep.Refuse)]
    [InlineData(true, "another", "meshgate-operator", null, MirrorStep.Refuse)]
    [InlineData(false, "worker", "meshgate-operator", null, MirrorStep.Delete)]
    [InlineData(false, "worker", "helm", null, MirrorStep.None)]
    [InlineData(false, "worker", null, "true", MirrorStep.None)]
    [InlineData(false, "", "meshgate-operator", null, MirrorStep.None)]
    [InlineData(false, "another", "meshgate-operator", null, MirrorStep.None)]
    public void Decide_NeverStealsNorDeletes_WhatAnotherMade(bool isSelected, string? nodeName, string? managedBy, string? adopt, MirrorStep step)
    {
        MeshNode? target = nodeName is null ? null : Target(nodeName, managedBy, adopt);
        MirrorAction action = MirrorRules.Decide(isSelected ? Source() : null, target);
        Assert.Equal(step, action.Step);
        Assert.Equal(step == MirrorStep.Refuse, action.Message is not null);
    }

    [Fact]
    public void Decide_LeavesWhatIsBeingDeleted()
    {
        MeshNode target = Target("worker", MirrorRules.ManagedBy, null);
        target.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
        Assert.Equal(MirrorStep.None, MirrorRules.Decide(null, target).Step);
        Assert.Equal(MirrorStep.None, MirrorRules.Decide(Source(), target).Step);
    }

    [Fact]
    public void Decide_FollowsTheNode_InWhatWeMade_AndFillsIn_WhatAPersonLeftOpen()
    {
        ClusterNode source = Source();
        source.Metadata.Labels = new Dictionary<string, string> { [ClusterNode.ZoneLabel] = "eu-1" };
        MeshNode ours = Target("worker", MirrorRules.ManagedBy, null);
        ours.Spec = ours.Spec with { Zone = "old", Region = "gone" };
        Assert.Equal("""{"region":null,"zone":"eu-1"}""", Sorted(MirrorRules.Decide(source, ours)));
        MeshNode theirs = Target("worker", null, null);
        Assert.Equal("""{"zone":"eu-1"}""", Sorted(MirrorRules.Decide(source, theirs)));
        theirs.Spec = theirs.Spec with { Zone = "mine", Region = "mine" };
        Assert.Equal(MirrorStep.None, MirrorRules.Decide(source, theirs).Step);
    }

    private static string Sorted(MirrorAction action)
        => "{" + string.Join(',', action.Spec!.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"\"{field.Key}\":{field.Value?.ToJsonString() ?? "null"}")) + "}";

    private static ClusterNode Source() => new() { Metadata = new V1ObjectMeta { Name = "worker" } };

    private static MeshNode Target(string nodeName, string? managedBy, string? adopt)
    {
        var labels = new Dictionary<string, string>();
        if (managedBy is not null)
        {
            labels[MirrorRules.ManagedByLabel] = managedBy;
        }

        if (adopt is not null)
        {
            labels[MirrorRules.AdoptLabel] = adopt;
        }

        return new MeshNode
        {
            Metadata = new V1ObjectMeta { Name = "worker", Uid = "u", Labels = labels },
            Spec = new MeshNodeSpec { NodeName = nodeName.Length > 0 ? nodeName : null },
        };
    }
}

using System.Net;
using MeshGate.Core.Addressing;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Operator.Nodes;

/// <summary>The addresses that must not be given out again.</summary>
public static class TakenAddresses
{
    /// <summary>Every address of every node, those of leaving and of refused ones too.</summary>
    public static IReadOnlySet<IPAddress> Of(IEnumerable<MeshNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var taken = new HashSet<IPAddress>();
        foreach (string text in nodes.SelectMany(node => MeshNodeReader.AddressesOf(node)))
        {
            if (MeshAddress.TryParse(text, out IPAddress? address))
            {
                taken.Add(address);
            }
        }

        return taken;
    }
}

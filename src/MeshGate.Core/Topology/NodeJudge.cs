using MeshGate.Core.Addressing;
using MeshGate.Core.Validation;

namespace MeshGate.Core.Topology;

/// <summary>Says of a node whether it is a peer of others, and why not.</summary>
internal static class NodeJudge
{
    private static readonly NodeVerdict Accepted = new(VerdictReason.Accepted, "The node is a peer of the other accepted nodes of its segment.");

    /// <summary>Judges a node.</summary>
    /// <param name="node">What was found of it by itself.</param>
    /// <param name="claims">Who holds which key and address.</param>
    public static NodeVerdict Judge(NodeExamination node, ClaimRegister claims)
    {
        if ((node.Problem ?? claims.FindConflict(node)) is { } problem)
        {
            return problem;
        }

        if (node.Addresses.IsEmpty)
        {
            return node.Node.AddressProblem is { } exhausted
                ? new(VerdictReason.AddressesExhausted, exhausted)
                : new(VerdictReason.Pending, "Waits for the operator to allocate mesh addresses.");
        }

        if (node.PublicKey is null)
        {
            return new(VerdictReason.Pending, "Waits for the node's daemon to start and report its public key.");
        }

        if (node.Node.Endpoint is not null && !HostEndpoint.TryParse(node.Node.Endpoint, out _))
        {
            return new(VerdictReason.InvalidEndpoint, "spec.endpoint is not host:port (IPv6 in brackets, port 1 to 65535) and is left out of use; the node is reached by its other addresses.");
        }

        if (!node.SpecFindings.IsEmpty)
        {
            return new(VerdictReason.InvalidSpec, $"{Finding.Join(node.SpecFindings)} That is left out of use; the node is a peer all the same.");
        }

        return Accepted;
    }
}

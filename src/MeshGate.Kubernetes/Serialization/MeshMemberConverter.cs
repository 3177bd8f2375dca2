using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>A <see cref="MeshMember"/>: name, key and addresses. What is missing reads as empty parts.</summary>
public sealed class MeshMemberConverter : LineConverter<MeshMember>
{
    private const char Separator = ' ';

    // Name, key, two addresses, and what is too much.
    private const int MostParts = 5;

    /// <inheritdoc/>
    protected override MeshMember Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] parts = line.Split(Separator, MostParts);
        return new MeshMember { Name = parts[0], PublicKey = parts.Length > 1 ? parts[1] : string.Empty, Addresses = parts.Length > 2 ? parts[2..] : [] };
    }

    /// <inheritdoc/>
    protected override string Format(MeshMember value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return string.Join(Separator, [value.Name, value.PublicKey, .. value.Addresses]);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MeshGate.NodeDaemon.Storage;
using MeshGate.Traversal.PortMapping;
using Microsoft.Extensions.Logging;

namespace MeshGate.NodeDaemon.PortMapping;

/// <summary>Keeps <see cref="SavedPortMapping"/> up to date on disk.</summary>
public sealed class PortMappingMemory(NodeStore store, ILogger<PortMappingMemory> logger)
{
    private SavedPortMapping _saved = new();

    /// <summary>Whose mappings they are.</summary>
    public MappingNonce Nonce { get; private set; }

    /// <summary>Reads what an earlier run left; a new nonce where it left none.</summary>
    /// <param name="lifetime">How long mappings are asked for from now on.</param>
    /// <param name="now">Monotonic time.</param>
    public PortMapperState Load(TimeSpan lifetime, TimeSpan now)
    {
        _saved = store.Read(SavedPortMapping.FileName, SavedPortMappingJsonContext.Default.SavedPortMapping) ?? new SavedPortMapping();
        Span<byte> nonce = stackalloc byte[MappingNonce.Length];
        if (!Convert.TryFromBase64String(_saved.Nonce, nonce, out var length) || length != nonce.Length)
        {
            RandomNumberGenerator.Fill(nonce);
            Nonce = MappingNonce.FromBytes(nonce);
            Save(new SavedPortMapping { Nonce = Convert.ToBase64String(nonce) });
            return PortMapperState.Initial;
        }

        Nonce = MappingNonce.FromBytes(nonce);
        return IPAddress.TryParse(_saved.Gateway, out var gateway)
            && IPAddress.TryParse(_saved.Client, out var client)
            && gateway.AddressFamily == AddressFamily.InterNetwork
            && client.AddressFamily == AddressFamily.InterNetwork
            && _saved.InternalPort is > 0 and <= IPEndPoint.MaxPort
            && Enum.IsDefined(_saved.Protocol)
            && IPEndPoint.TryParse(_saved.External ?? string.Empty, out var external)
                ? PortMapperState.Resume(new PortMapperTarget(gateway, client, _saved.InternalPort, Nonce) { Lifetime = lifetime }, _saved.Protocol, external, now)
                : PortMapperState.Initial;
    }

    /// <summary>Writes what there is to renew or give back, if that changed.</summary>
    public void Keep(PortMapperState state)
    {
        // A mapping that is being given back is kept until it is: the daemon may be killed meanwhile.
        if (state.Phase is PortMapperPhase.Releasing)
        {
            return;
        }

        var bare = new SavedPortMapping { Nonce = _saved.Nonce };
        Save(state is { Mapped: { } mapped, Target: { } target }
            ? bare with
            {
                Gateway = target.Gateway.ToString(),
                Client = target.Client.ToString(),
                InternalPort = target.InternalPort,
                Protocol = mapped.Protocol,
                External = mapped.External.ToString(),
            }
            : bare);
    }

    private void Save(SavedPortMapping saved)
    {
        if (saved == _saved)
        {
            return;
        }

        _saved = saved;
        try
        {
            store.Write(SavedPortMapping.FileName, saved, SavedPortMappingJsonContext.Default.SavedPortMapping);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.MappingNotSaved(error.Message);
        }
    }
}

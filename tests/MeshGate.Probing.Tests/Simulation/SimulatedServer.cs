using System.Net;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Probing.Tests.Simulation;

/// <summary>A STUN server at two addresses and two ports, or one that only says so.</summary>
internal sealed class SimulatedServer(string primary, string? other)
{
    public IPEndPoint Primary { get; } = IPEndPoint.Parse(primary);

    public IPEndPoint? Other { get; } = other is null ? null : IPEndPoint.Parse(other);

    /// <summary>Whether it answers from where it is asked to.</summary>
    public bool ChangesSource { get; init; } = true;

    public bool KnowsResponsePort { get; init; } = true;

    public bool IsSilent { get; init; }

    /// <summary>The answer to a request, with source and destination; null for none.</summary>
    public (IPEndPoint From, IPEndPoint To, byte[] Bytes)? Answer(IPEndPoint from, IPEndPoint at, byte[] request)
    {
        var isMine = at.Equals(Primary) || (Other is not null && (at.Address.Equals(Primary.Address) || at.Address.Equals(Other.Address)) && (at.Port == Primary.Port || at.Port == Other.Port));
        if (IsSilent || !isMine || !StunMessageParser.TryParse(request, out var message, out _) || message.Type != StunMessageType.BindingRequest)
        {
            return null;
        }

        ChangeRequest.TryRead(message, out var changeAddress, out var changePort);
        if ((changeAddress || changePort) && (Other is null || !ChangesSource))
        {
            return null;
        }

        var source = new IPEndPoint(
            changeAddress ? Flip(at.Address, Primary.Address, Other!.Address) : at.Address, changePort ? Flip(at.Port, Primary.Port, Other!.Port) : at.Port);
        var to = ResponsePort.TryRead(message, out var port) ? new IPEndPoint(from.Address, port) : from;
        if (!to.Equals(from) && !KnowsResponsePort)
        {
            return null;
        }

        var buffer = new byte[200];
        var builder = new StunMessageBuilder(buffer, StunMessageType.BindingSuccess, message.TransactionId);
        XorMappedAddress.Write(ref builder, from);
        if (Other is not null)
        {
            OtherAddress.Write(ref builder, Other);
        }

        return (source, to, buffer[..builder.Length]);
    }

    private static T Flip<T>(T value, T one, T other)
        where T : notnull => value.Equals(one) ? other : one;
}

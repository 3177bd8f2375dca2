using System.Net;
using BenchmarkDotNet.Attributes;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Traversal.Discovery;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;

namespace MeshGate.Benchmarks.Stun;

/// <summary>The STUN codec. Every datagram with the cookie costs a parse, whoever sent it.</summary>
public class StunBenchmarks
{
    private readonly byte[] _response = new byte[200];
    private readonly byte[] _request = new byte[BindingCodec.RequestLength];
    private int _length;

    /// <summary>Makes a response as servers send it.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var builder = new StunMessageBuilder(_response, StunMessageType.BindingSuccess, default);
        XorMappedAddress.Write(ref builder, new IPEndPoint(IPAddress.Parse("203.0.113.5"), 51820));
        MappedAddress.Write(ref builder, new IPEndPoint(IPAddress.Parse("203.0.113.5"), 51820));
        Software.Write(ref builder, "a server that says its name"u8);
        Fingerprint.Write(ref builder);
        _length = builder.Length;
    }

    /// <summary>500 ns: a core drops two million forged datagrams a second.</summary>
    [Benchmark]
    [Bound(500, "ns")]
    public bool Parse() => StunMessageParser.TryParse(_response.AsSpan(0, _length), out _, out _);

    /// <summary>Parse, fingerprint and address.</summary>
    [Benchmark]
    [Bound(5, "us")]
    public bool ReadBindingResponse() => BindingCodec.TryReadResponse(_response.AsSpan(0, _length), out _);

    /// <summary>A request to a server.</summary>
    [Benchmark]
    [Bound(5, "us")]
    public int EncodeBindingRequest() => BindingCodec.EncodeRequest(_request, default);
}

using System.Net;
using BenchmarkDotNet.Attributes;
using MeshGate.Benchmarks.Reporting;
using MeshGate.Traversal.Keys;
using MeshGate.Traversal.PathChecks;

namespace MeshGate.Benchmarks.PathChecks;

/// <summary>Path checks. 200 peers with 5 checks a second each are 1000 a second: at 10 us for a check, 1 % of a core.</summary>
public class PathCheckBenchmarks
{
    private static readonly IPEndPoint Mapped = new(IPAddress.Parse("203.0.113.5"), 51820);

    private readonly byte[] _request = new byte[PathCheckCodec.MaxLength];
    private readonly byte[] _buffer = new byte[PathCheckCodec.MaxLength];
    private readonly byte[] _response = new byte[PathCheckCodec.MaxLength];
    private readonly PrivateKey _alice = PrivateKey.FromBytes([.. Enumerable.Repeat((byte)1, PrivateKey.Length)]);
    private readonly PrivateKey _bob = PrivateKey.FromBytes([.. Enumerable.Repeat((byte)2, PrivateKey.Length)]);
    private PathCheckKeys _bobToAlice = null!;
    private PathCheckSessionKeys _asAlice = null!;
    private PathCheckSessionKeys _asBob = null!;
    private int _length;

    /// <summary>Makes the keys of both ends, a request and its response.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SessionId session = SessionId.FromBytes([1, 2, 3, 4, 5, 6, 7, 8]);
        _ = PathCheckKeys.TryDerive(_alice, _bob.PublicKey, out PathCheckKeys? aliceToBob);
        _ = PathCheckKeys.TryDerive(_bob, _alice.PublicKey, out PathCheckKeys? bobToAlice);
        _bobToAlice = bobToAlice!;
        _asAlice = aliceToBob!.ForOwnRequests(session);
        _asBob = _bobToAlice.ForPeerRequests(session);
        _length = PathCheckCodec.EncodeRequest(_request, default, _asAlice, useCandidate: false);
        _ = PathCheckCodec.EncodeResponse(_response, default, _asBob, Mapped, _length);
        if (!VerifyRequest() || !VerifyResponse())
        {
            throw new InvalidOperationException("The benchmark would measure refusals.");
        }
    }

    /// <summary>A request that this node sends.</summary>
    [Benchmark]
    [Bound(10, "us")]
    public int EncodeRequest() => PathCheckCodec.EncodeRequest(_buffer, default, _asAlice, useCandidate: false);

    /// <summary>A request that a known peer sent in a known session.</summary>
    [Benchmark]
    [Bound(10, "us")]
    public bool VerifyRequest() => PathCheckCodec.TryVerifyRequest(_request.AsSpan(0, _length), _asBob, out _);

    /// <summary>The response to it.</summary>
    [Benchmark]
    [Bound(10, "us")]
    public int EncodeResponse() => PathCheckCodec.EncodeResponse(_buffer, default, _asBob, Mapped, _length);

    /// <summary>The response that a peer sent.</summary>
    [Benchmark]
    [Bound(10, "us")]
    public bool VerifyResponse() => PathCheckCodec.TryVerifyResponse(_response.AsSpan(0, _length), _asAlice, default, out _);

    /// <summary>What a request by a stranger costs: a parse and the reading of names.</summary>
    [Benchmark]
    [Bound(1, "us")]
    public bool PeekRequest() => PathCheckCodec.TryPeekRequest(_request.AsSpan(0, _length), out _);

    /// <summary>What a forged request that names a known peer and an unknown session costs beyond its verification.</summary>
    [Benchmark]
    [Bound(50, "us")]
    public object DeriveSessionKeys() => _bobToAlice.ForPeerRequests(default);

    /// <summary>Once for every peer: a start among a thousand peers may take a second for it.</summary>
    [Benchmark]
    [Bound(1, "ms")]
    public bool AgreeSecret()
    {
        bool derived = PathCheckKeys.TryDerive(_bob, _alice.PublicKey, out PathCheckKeys? keys);
        keys?.Dispose();
        return derived;
    }
}

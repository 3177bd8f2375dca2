using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MeshGate.Traversal.Stun;
using MeshGate.Traversal.Stun.Attributes;
using MeshGate.Traversal.Turn;
using MeshGate.Traversal.Turn.Attributes;

namespace MeshGate.Traversal.Tests.Turn;

/// <summary>A client and a scripted server on a clock that stands still between steps.</summary>
internal sealed class TurnBench
{
    private readonly Func<TransactionId> _transactions = TurnVectors.Transactions();
    private readonly Queue<ReadOnlyMemory<byte>> _sent = new();

    public TurnClientState State { get; private set; } = TurnClientState.Initial;

    public TimeSpan Now { get; set; }

    public List<TurnClientEffect> Told { get; } = [];

    public List<StunMethod> Requests { get; } = [];

    public string Realm { get; set; } = "mesh.example";

    public string Nonce { get; set; } = "first";

    /// <summary>Whether the server answers at all.</summary>
    public bool IsAlive { get; set; } = true;

    public bool AnswersBindings { get; set; } = true;

    public uint LifetimeGiven { get; set; } = 600;

    public ImmutableArray<IPEndPoint> Relayed { get; set; } = [TurnVectors.Relayed];

    /// <summary>Whether the server's integrity is made with another password.</summary>
    public bool IsForged { get; set; }

    /// <summary>The error that a method is answered with, 0 for none.</summary>
    public Func<StunMethod, IPEndPoint?, int> Error { get; set; } = (_, _) => 0;

    public TurnFailure? Failure => Told.OfType<TurnClientEffect.Failed>().SingleOrDefault()?.Failure;

    public void Start(params ImmutableArray<IPEndPoint> peers) => Step(new TurnClientEvent.Start(TurnVectors.Credentials, false, peers));

    public void Step(TurnClientEvent input)
    {
        Take(TurnClient.Step(State, input, Now, _transactions));
        while (_sent.TryDequeue(out ReadOnlyMemory<byte> request))
        {
            if (IsAlive && Answer(request.Span) is { } answer)
            {
                Take(TurnClient.Step(State, new TurnClientEvent.MessageReceived(answer), Now, _transactions));
            }
        }
    }

    /// <summary>Lets time pass, with a tick whenever one is due.</summary>
    public void Run(TimeSpan span)
    {
        TimeSpan end = Now + span;
        int ticks = 0;
        while (State.NextDue is { } due && due <= end)
        {
            Assert.True(due >= Now && ticks++ < 10_000, "The client asks for ticks without end.");
            Now = due;
            Step(new TurnClientEvent.Tick());
        }

        Now = end;
        Step(new TurnClientEvent.Tick());
    }

    private void Take(TurnClientStep step)
    {
        State = step.State;
        foreach (TurnClientEffect effect in step.Effects)
        {
            if (effect is TurnClientEffect.Send send)
            {
                _sent.Enqueue(send.Message);
            }
            else
            {
                Told.Add(effect);
            }
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> request)
    {
        Assert.True(StunMessageParser.TryParse(request, out StunMessage message, out _));
        StunMethod method = message.Type.Method;
        Requests.Add(method);
        if (method == StunMethod.Binding)
        {
            return AnswersBindings ? Write(message, StunClass.Success, 0) : null;
        }

        if (!message.Contains(StunAttributeType.MessageIntegrity))
        {
            return Write(message, StunClass.Error, 401);
        }

        Assert.True(MessageIntegrity.Verify(message, Key(TurnVectors.Password)));
        Assert.True(MeshGate.Traversal.Stun.Attributes.Nonce.TryRead(message, out ReadOnlySpan<byte> nonce));
        if (Encoding.UTF8.GetString(nonce) != Nonce)
        {
            return Write(message, StunClass.Error, 438);
        }

        _ = XorPeerAddress.TryRead(message, out IPEndPoint? peer);
        int error = Error(method, peer);
        return Write(message, error == 0 ? StunClass.Success : StunClass.Error, error);
    }

    private byte[] Write(in StunMessage request, StunClass @class, int error)
    {
        byte[] buffer = new byte[1000];
        StunMethod method = request.Type.Method;
        var builder = new StunMessageBuilder(buffer, new StunMessageType(@class, method), request.TransactionId);
        if (error != 0)
        {
            ErrorCode.Write(ref builder, error, "So it is"u8);
        }

        if (error is 401 or 438)
        {
            MeshGate.Traversal.Stun.Attributes.Realm.Write(ref builder, Encoding.UTF8.GetBytes(Realm));
            MeshGate.Traversal.Stun.Attributes.Nonce.Write(ref builder, Encoding.UTF8.GetBytes(Nonce));
            return buffer[..builder.Length];
        }

        if (error == 0 && method is StunMethod.Allocate or StunMethod.Refresh)
        {
            _ = Lifetime.TryRead(request, out uint asked);
            Lifetime.Write(ref builder, asked == 0 ? 0 : LifetimeGiven);
        }

        if (error == 0 && method == StunMethod.Allocate)
        {
            foreach (IPEndPoint address in Relayed)
            {
                XorRelayedAddress.Write(ref builder, address);
            }
        }

        if (method is StunMethod.Allocate or StunMethod.Binding)
        {
            XorMappedAddress.Write(ref builder, TurnVectors.Mapped);
        }

        if (method != StunMethod.Binding)
        {
            MessageIntegrity.Write(ref builder, Key(IsForged ? "another" : TurnVectors.Password));
        }

        return buffer[..builder.Length];
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The protocol prescribes MD5 here.")]
    private byte[] Key(string password) => MD5.HashData(Encoding.UTF8.GetBytes($"{TurnVectors.Username}:{Realm}:{password}"));
}

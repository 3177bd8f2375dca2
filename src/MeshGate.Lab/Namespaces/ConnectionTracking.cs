using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MeshGate.Lab.Namespaces;

/// <summary>Empties a namespace's connection tracking table by netlink, as <c>conntrack -F</c> does, without needing that tool.</summary>
internal static class ConnectionTracking
{
    private const int MessageLength = 20;

    internal static void Flush(NetworkNamespace network) => network.Run(() =>
    {
        var descriptor = NativeMethods.OpenSocket(
            NativeMethods.NetlinkFamily, NativeMethods.RawSocketType, NativeMethods.NetlinkNetfilter);
        if (descriptor < 0)
        {
            throw Failure("opened");
        }

        try
        {
            Span<byte> message = stackalloc byte[MessageLength];
            message.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(message, MessageLength);

            // nlmsg_type: subsystem CTNETLINK (1), message DELETE (2); without a tuple it deletes everything.
            BinaryPrimitives.WriteUInt16LittleEndian(message[4..], (1 << 8) | 2);

            // nlmsg_flags: NLM_F_REQUEST | NLM_F_ACK.
            BinaryPrimitives.WriteUInt16LittleEndian(message[6..], 0x5);
            if (NativeMethods.Send(descriptor, message, MessageLength, 0) != MessageLength)
            {
                throw Failure("asked");
            }

            Span<byte> answer = stackalloc byte[64];
            if (NativeMethods.Receive(descriptor, answer, 64, 0) < 20 || BinaryPrimitives.ReadInt32LittleEndian(answer[16..]) != 0)
            {
                throw Failure("emptied");
            }

            return true;
        }
        finally
        {
            _ = NativeMethods.CloseDescriptor(descriptor);
        }
    });

    private static LabException Failure(string what) =>
        new($"Connection tracking cannot be {what}: {Marshal.GetLastPInvokeErrorMessage()}");
}

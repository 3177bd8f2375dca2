using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using MeshGate.Lab.Namespaces;
using Microsoft.Win32.SafeHandles;

namespace MeshGate.Lab.Links;

/// <summary>
/// One end of a link: a TUN device that stands in a network namespace, held by this process. It offers the kernel nothing, so that the
/// kernel finishes checksums and cuts what is long before it hands packets over.
/// </summary>
public sealed class TunDevice : IDisposable
{
    private const int RequestLength = 40;
    private const int NameLength = 16;
    private readonly SafeFileHandle _handle;

    private TunDevice(SafeFileHandle handle) => _handle = handle;

    /// <summary>The descriptor, good until this is disposed of.</summary>
    internal int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Takes hold of a device that exists.</summary>
    /// <exception cref="LabException">It does not exist, or somebody else holds it.</exception>
    public static TunDevice Open(NetworkNamespace network, string device)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(device);
        return network.Run(() =>
        {
            var handle = LinkSystemCalls.Open("/dev/net/tun", LinkSystemCalls.OpenFlags);
            Span<byte> request = stackalloc byte[RequestLength];
            request.Clear();
            Encoding.ASCII.GetBytes(device, request[..(NameLength - 1)]);
            BinaryPrimitives.WriteInt16LittleEndian(request[NameLength..], LinkSystemCalls.TunFlags);
            if (!handle.IsInvalid && LinkSystemCalls.Control(handle, LinkSystemCalls.SetInterface, request) == 0)
            {
                return new TunDevice(handle);
            }

            var problem = Marshal.GetLastPInvokeErrorMessage();
            handle.Dispose();
            throw new LabException($"Device {device} of {network.Name} cannot be held: {problem}");
        });
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}

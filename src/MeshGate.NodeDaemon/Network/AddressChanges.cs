using System.Net.NetworkInformation;

namespace MeshGate.NodeDaemon.Network;

/// <summary>Tells when addresses, routes or links of the machine change, as the kernel says it (rtnetlink(7)).</summary>
public sealed class AddressChanges : IDisposable
{
    private readonly Action _tell;

    /// <summary>Begins to listen.</summary>
    /// <param name="tell">Called from another thread, and more than once for one change.</param>
    public AddressChanges(Action tell)
    {
        _tell = tell;
        NetworkChange.NetworkAddressChanged += OnChange;
        NetworkChange.NetworkAvailabilityChanged += OnAvailability;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NetworkChange.NetworkAddressChanged -= OnChange;
        NetworkChange.NetworkAvailabilityChanged -= OnAvailability;
    }

    private void OnChange(object? sender, EventArgs e) => _tell();

    private void OnAvailability(object? sender, NetworkAvailabilityEventArgs e) => _tell();
}

namespace MeshGate.Lab.Monitoring;

/// <summary>A Prometheus that scrapes the lab's operators and daemons.</summary>
/// <param name="Hurry">By how much alerts are faster than those that are shipped: their <c>for</c>, their ranges, and how long work may take; 1 to 600.</param>
public sealed record PrometheusSpec(int Hurry)
{
    /// <summary>The port, on the control network's loopback.</summary>
    public const int Port = 9090;

    /// <summary>The name of its process.</summary>
    public const string Process = "prometheus";

    /// <summary>The name of the process that leads it to the daemons' pages, which are on their own loopbacks.</summary>
    public const string Ways = "prometheus-ways";

    /// <summary>The first of the ports, on the control network's loopback, that lead to the daemons.</summary>
    public const int FirstWay = 19000;
}

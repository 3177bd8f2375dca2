using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>A <see cref="ChainOrder"/>: the route's name, then <c>key=value</c> words. What cannot be read is left out, a newer version's words among it.</summary>
public sealed class ChainOrderConverter : LineConverter<ChainOrder>
{
    private const char Separator = ' ';

    /// <inheritdoc/>
    protected override string Format(ChainOrder value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return $"{value.Route} near={value.Near} far={value.Far} relay={value.Relay}{(value.Leads ? " leads=true" : string.Empty)} keys={KeyWords.Write(value.Keys)}";
    }

    /// <inheritdoc/>
    protected override ChainOrder Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] words = line.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
        var order = new ChainOrder { Route = words.FirstOrDefault(string.Empty) };
        foreach (string word in words.Skip(1))
        {
            int end = word.IndexOf('=', StringComparison.Ordinal);
            if (end > 0)
            {
                Set(order, word[..end], word[(end + 1)..]);
            }
        }

        return order;
    }

    private static void Set(ChainOrder order, string key, string value)
    {
        switch (key)
        {
            case "near":
                order.Near = value;
                break;
            case "far":
                order.Far = value;
                break;
            case "relay":
                order.Relay = value;
                break;
            case "leads":
                order.Leads = value == "true";
                break;
            case "keys":
                order.Keys = KeyWords.Read(value);
                break;
        }
    }
}

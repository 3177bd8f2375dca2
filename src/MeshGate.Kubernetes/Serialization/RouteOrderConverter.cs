using System.Globalization;
using System.Text;
using MeshGate.Kubernetes.Entities;

namespace MeshGate.Kubernetes.Serialization;

/// <summary>A <see cref="RouteOrder"/>: the peer's name, then <c>key=value</c> words. What cannot be read is left out, a newer version's words among it.</summary>
public sealed class RouteOrderConverter : LineConverter<RouteOrder>
{
    private const char Separator = ' ';
    private const char Comma = ',';

    /// <inheritdoc/>
    protected override string Format(RouteOrder value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var line = new StringBuilder(value.Peer)
            .Append(CultureInfo.InvariantCulture, $" route={value.Route} priority={value.Priority} paths={string.Join(Comma, value.Paths)}");
        if (value.To is { } to)
        {
            line.Append(" to=").Append(to);
        }

        if (value.Keys.Count > 0)
        {
            line.Append(" keys=").Append(KeyWords.Write(value.Keys));
        }

        return line.ToString();
    }

    /// <inheritdoc/>
    protected override RouteOrder Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] words = line.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
        var order = new RouteOrder { Peer = words.FirstOrDefault(string.Empty) };
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

    private static void Set(RouteOrder order, string key, string value)
    {
        switch (key)
        {
            case "route":
                order.Route = value;
                break;
            case "priority" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int priority):
                order.Priority = priority;
                break;
            case "paths":
                order.Paths = value.Split(Comma, StringSplitOptions.RemoveEmptyEntries);
                break;
            case "to":
                order.To = value;
                break;
            case "keys":
                order.Keys = KeyWords.Read(value);
                break;
        }
    }
}

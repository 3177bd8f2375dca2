using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MeshGate.Tests.Tracing;

/// <summary>Reads as much of OTLP's protobuf (ExportTraceServiceRequest) as tests ask about.</summary>
internal static class SpanReader
{
    public static IReadOnlyList<ReceivedSpan> Read(byte[] request)
    {
        var spans = new List<ReceivedSpan>();
        foreach (var (_, resourceSpans) in Fields(request).Where(field => field.Number == 1))
        {
            var resource = Attributes(Fields(resourceSpans).Where(field => field.Number == 1).SelectMany(field => Fields(field.Value)), 1);
            foreach (var (_, scope) in Fields(resourceSpans).Where(field => field.Number == 2))
            {
                spans.AddRange(Fields(scope).Where(field => field.Number == 2).Select(field => Span(resource.GetValueOrDefault("service.name", string.Empty), [.. Fields(field.Value)])));
            }
        }

        return spans;
    }

    private static ReceivedSpan Span(string service, List<(int Number, byte[] Value)> fields) => new(
        service,
        Convert.ToHexStringLower(First(fields, 1)),
        Convert.ToHexStringLower(First(fields, 2)),
        Convert.ToHexStringLower(First(fields, 4)),
        Encoding.UTF8.GetString(First(fields, 5)),
        Attributes(fields, 9),
        [.. fields.Where(field => field.Number == 11).Select(field => Encoding.UTF8.GetString(First([.. Fields(field.Value)], 2)))]);

    private static Dictionary<string, string> Attributes(IEnumerable<(int Number, byte[] Value)> fields, int number)
        => fields.Where(field => field.Number == number).Select(field => Fields(field.Value).ToList()).ToDictionary(
            pair => Encoding.UTF8.GetString(First(pair, 1)),
            pair => Text([.. Fields(First(pair, 2))]),
            StringComparer.Ordinal);

    // AnyValue: text, bool, int, double.
    private static string Text(List<(int Number, byte[] Value)> value) => value is not [var (number, bytes), ..]
        ? string.Empty
        : number switch
        {
            1 => Encoding.UTF8.GetString(bytes),
            2 => bytes[0] != 0 ? "true" : "false",
            3 => BinaryPrimitives.ReadInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
            4 => BinaryPrimitives.ReadDoubleLittleEndian(bytes).ToString(CultureInfo.InvariantCulture),
            _ => string.Empty,
        };

    private static byte[] First(List<(int Number, byte[] Value)> fields, int number) => fields.Where(field => field.Number == number).Select(field => field.Value).FirstOrDefault([]);

    /// <summary>The fields of a message; numbers as eight bytes.</summary>
    private static IEnumerable<(int Number, byte[] Value)> Fields(byte[] message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            byte[] value;
            switch (tag & 7)
            {
                case 0:
                    value = new byte[8];
                    BinaryPrimitives.WriteUInt64LittleEndian(value, Varint(message, ref at));
                    break;
                case 1:
                    value = message[at..(at += 8)];
                    break;
                case 5:
                    value = message[at..(at += 4)];
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    value = message[at..(at += length)];
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }

            yield return ((int)(tag >> 3), value);
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}

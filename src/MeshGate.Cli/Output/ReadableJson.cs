using System.Text.Encodings.Web;
using System.Text.Json;

namespace MeshGate.Cli.Output;

/// <summary>JSON that people read too.</summary>
internal static class ReadableJson
{
    /// <summary>The same options, with apostrophes left as they are: the text goes to a terminal or a file, never into HTML.</summary>
    public static JsonSerializerOptions Of(JsonSerializerOptions options) => new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

using System.Globalization;
using MeshGate.Lab.Api.Objects;
using MeshGate.Lab.Api.Statuses;

namespace MeshGate.Lab.Api.Requests;

/// <summary>The query of a request, as the Kubernetes API names its parameters.</summary>
/// <param name="query">The parameters.</param>
public sealed class RequestQuery(IQueryCollection query)
{
    /// <summary>labelSelector.</summary>
    public string? LabelSelector => query["labelSelector"];

    /// <summary>fieldSelector.</summary>
    public string? FieldSelector => query["fieldSelector"];

    /// <summary>continue.</summary>
    public string? Continue => Text("continue");

    /// <summary>resourceVersion, or null.</summary>
    public long? ResourceVersion => Text("resourceVersion") is null ? null : Number("resourceVersion");

    /// <summary>resourceVersionMatch.</summary>
    public string? ResourceVersionMatch => Text("resourceVersionMatch");

    /// <summary>includeObject, of tables.</summary>
    public string? IncludeObject => Text("includeObject");

    /// <summary>limit; 0 for none.</summary>
    public int Limit => (int)Math.Min(Number("limit"), int.MaxValue);

    /// <summary>timeoutSeconds; 0 for the server's choice.</summary>
    public long TimeoutSeconds => Number("timeoutSeconds");

    /// <summary>watch.</summary>
    public bool IsWatch => Flag("watch");

    /// <summary>allowWatchBookmarks.</summary>
    public bool WantsBookmarks => Flag("allowWatchBookmarks");

    /// <summary>sendInitialEvents.</summary>
    public bool HasSendInitialEvents => Text("sendInitialEvents") is not null;

    /// <summary>dryRun.</summary>
    /// <exception cref="ApiStatusException">Another value than All (400).</exception>
    public bool IsDryRun
    {
        get
        {
            string?[] values = [.. query["dryRun"]];
            return values.All(value => value == "All")
                ? values.Length > 0
                : throw Refusal.BadRequest($"dryRun: Unsupported value: \"{values[0]}\": supported values: \"All\"");
        }
    }

    /// <summary>fieldValidation; Warn where nothing is said.</summary>
    /// <exception cref="ApiStatusException">An unknown value (400).</exception>
    public FieldValidation FieldValidation => Text("fieldValidation") switch
    {
        null or "Warn" => FieldValidation.Warn,
        "Ignore" => FieldValidation.Ignore,
        "Strict" => FieldValidation.Strict,
        var other => throw Refusal.BadRequest($"fieldValidation: Unsupported value: \"{other}\": supported values: \"Ignore\", \"Strict\", \"Warn\""),
    };

    private string? Text(string name) => query[name].FirstOrDefault() is { Length: > 0 } text ? text : null;

    private bool Flag(string name) => Text(name) is "true" or "1" or "True";

    private long Number(string name)
    {
        string text = Text(name) ?? "0";
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw Refusal.BadRequest($"{name}: Invalid value: \"{text}\": must be a whole number, 0 or more");
    }
}

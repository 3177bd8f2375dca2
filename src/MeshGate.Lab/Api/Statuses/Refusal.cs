using System.Collections.Immutable;
using MeshGate.Lab.Api.Resources;
using MeshGate.Lab.Api.Schema;

namespace MeshGate.Lab.Api.Statuses;

/// <summary>The refusals of a Kubernetes API server, in its own words, so that clients and people recognise them.</summary>
public static class Refusal
{
    /// <summary>400: the request itself makes no sense.</summary>
    public static ApiStatusException BadRequest(string message) => new(400, "BadRequest", message);

    /// <summary>401: no token, or one that nobody has.</summary>
    public static ApiStatusException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    /// <summary>403: the user may not do this.</summary>
    public static ApiStatusException Forbidden(string message, StatusDetails details) => new(403, "Forbidden", message, details);

    /// <summary>404: no such object.</summary>
    public static ApiStatusException NotFound(ServedResource resource, string name) =>
        new(404, "NotFound", $"{resource.QualifiedPlural} \"{name}\" not found", Details(resource, name));

    /// <summary>404: no such path.</summary>
    public static ApiStatusException NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", new StatusDetails());

    /// <summary>405: the path exists, the verb does not.</summary>
    public static ApiStatusException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", new StatusDetails());

    /// <summary>409: the name is taken.</summary>
    public static ApiStatusException AlreadyExists(ServedResource resource, string name) =>
        new(409, "AlreadyExists", $"{resource.QualifiedPlural} \"{name}\" already exists", Details(resource, name));

    /// <summary>409: the object changed meanwhile, or a precondition does not hold.</summary>
    public static ApiStatusException Conflict(ServedResource resource, string name, string? why = null)
    {
        why ??= "the object has been modified; please apply your changes to the latest version and try again";
        return new(409, "Conflict", $"Operation cannot be fulfilled on {resource.QualifiedPlural} \"{name}\": {why}", Details(resource, name));
    }

    /// <summary>410: the version asked for is no longer kept.</summary>
    public static ApiStatusException Expired(string message) => new(410, "Expired", message);

    /// <summary>415: a media type that this path does not take.</summary>
    public static ApiStatusException UnsupportedMediaType(string message) => new(415, "UnsupportedMediaType", message, new StatusDetails());

    /// <summary>422: fields that break the schema or the rules of metadata.</summary>
    public static ApiStatusException Invalid(ServedResource resource, string name, IReadOnlyCollection<FieldError> errors)
    {
        ImmutableArray<StatusCause> causes = [.. errors.Select(error => new StatusCause(error.Reason, error.Body, error.Field))];
        var details = new StatusDetails { Name = name, Group = resource.Group, Kind = resource.Kind, Causes = causes };
        return new(422, "Invalid", $"{resource.QualifiedKind} \"{name}\" is invalid: {Aggregate(errors)}", details);
    }

    /// <summary>504: the version asked for lies in the future.</summary>
    public static ApiStatusException TooLargeResourceVersion(long asked, long current)
    {
        var cause = new StatusCause("ResourceVersionTooLarge", "Too large resource version");
        return new(504, "Timeout", $"Too large resource version: {asked}, current: {current}", new StatusDetails { Causes = [cause] });
    }

    /// <summary>The details that name one object of a resource.</summary>
    public static StatusDetails Details(ServedResource resource, string? name) =>
        new() { Name = name, Group = resource.Group, Kind = resource.Plural };

    private static string Aggregate(IReadOnlyCollection<FieldError> errors)
    {
        string[] messages = [.. errors.Select(error => error.ToString()).Distinct(StringComparer.Ordinal)];
        return messages.Length == 1 ? messages[0] : $"[{string.Join(", ", messages)}]";
    }
}

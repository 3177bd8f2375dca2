using System.Net;
using MeshGate.Lab.Api.Authentication;
using MeshGate.Lab.Api.Listening;

namespace MeshGate.Lab.Api;

/// <summary>How an embedded Kubernetes API is set up.</summary>
public sealed record EmbeddedApiOptions
{
    /// <summary>Where it listens: loopback, or anywhere if the process is in a network namespace other than the machine's. Port 0 takes a free one.</summary>
    public IReadOnlyList<IPEndPoint> Listen { get; init; } = [new(IPAddress.Loopback, 0)];

    /// <summary>Where it listens besides, inside other network namespaces.</summary>
    public IReadOnlyList<NamespaceEndPoint> ListenInNamespaces { get; init; } = [];

    /// <summary>Files, or directories of YAML and JSON files, with the CustomResourceDefinitions to serve.</summary>
    public IReadOnlyList<string> DefinitionPaths { get; init; } = [];

    /// <summary>Files, or directories of files, with the roles and bindings of operator and daemons; none leaves it to rules of its own.</summary>
    public IReadOnlyList<string> RolePaths { get; init; } = [];

    /// <summary>Who may use it.</summary>
    public IReadOnlyList<ApiToken> Tokens { get; init; } = [];

    /// <summary>Where its certificates are kept; null makes new ones at each start.</summary>
    public string? CertificateDirectory { get; init; }

    /// <summary>The file that keeps its objects; null keeps them in memory alone.</summary>
    public string? DataFile { get; init; }

    /// <summary>How long changes are kept for watches that resume and for paged lists.</summary>
    public TimeSpan History { get; init; } = TimeSpan.FromSeconds(1000);

    /// <summary>How often watches get a bookmark, if they ask for them.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a watch lasts at least for which the client does not say; up to twice as long.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where failures of the server itself are logged; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}

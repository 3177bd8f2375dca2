using System.CommandLine;
using System.Globalization;
using System.Net;
using MeshGate.Lab.Machines;
using MeshGate.Lab.Pages;

namespace MeshGate.Lab.Commands;

/// <summary>Options that several commands have.</summary>
internal sealed class CommonOptions
{
    internal Option<string?> Bin { get; } = new("--bin")
    {
        Description = "Directory of the programs to run; default: MESHGATE_BIN, else bin/ of the source tree",
    };

    internal Option<string?> Crds { get; } = new("--crds")
    {
        Description = "Directory of the CustomResourceDefinitions; default: config/crd of the source tree",
    };

    internal Option<string?> KeepLogs { get; } = new("--keep-logs") { Description = "Directory that the logs are copied to at the end" };

    internal Option<int?> Page { get; } = CreatePage();

    internal Option<ApiKind> Api { get; } = new("--api")
    {
        Description = "The Kubernetes API: embedded, or real (kube-apiserver and etcd)",
        CustomParser = ParseApi,
        DefaultValueFactory = _ => ApiKind.Embedded,
    };

    internal Option<WireGuardKind> WireGuard { get; } = new("--wireguard")
    {
        Description = "Whose WireGuard: user (wireguard-go), or kernel",
        CustomParser = ParseWireGuard,
        DefaultValueFactory = _ => WireGuardKind.UserSpace,
    };

    internal LabOptions Options(ParseResult result, string mode) => new(Binaries(result), mode, result.GetValue(Api))
    {
        WireGuard = result.GetValue(WireGuard),
    };

    private static Option<int?> CreatePage()
    {
        var page = new Option<int?>("--page")
        {
            Description = $"Serve the topology page on this machine's loopback, at a port (default: {LabPage.DefaultPort}; 0 for any that is free)",
            HelpName = "PORT",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? LabPage.DefaultPort
                : int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort ? port
                : Refuse(result),
        };
        return page;

        static int? Refuse(System.CommandLine.Parsing.ArgumentResult result)
        {
            result.AddError($"--page takes a port, 0 to {IPEndPoint.MaxPort}");
            return null;
        }
    }

    private static ApiKind ParseApi(System.CommandLine.Parsing.ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "embedded":
                return ApiKind.Embedded;
            case "real":
                return ApiKind.Real;
            default:
                result.AddError("--api takes embedded or real");
                return default;
        }
    }

    private static WireGuardKind ParseWireGuard(System.CommandLine.Parsing.ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "user":
                return WireGuardKind.UserSpace;
            case "kernel":
                return WireGuardKind.Kernel;
            default:
                result.AddError("--wireguard takes user or kernel");
                return default;
        }
    }

    private LabBinaries Binaries(ParseResult result) => LabBinaries.Find(result.GetValue(Bin), result.GetValue(Crds));
}

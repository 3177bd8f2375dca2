namespace MeshGate.Lab.Tests.Api;

/// <summary>Definitions beside the fixture.</summary>
public static class Definitions
{
    /// <summary>A namespaced kind without a status subresource.</summary>
    public static string Widget(string schema = """{"type":"object","x-kubernetes-preserve-unknown-fields":true}""", string version = "v1", bool withSecondVersion = false)
    {
        string second = withSecondVersion ? $$$$""",{"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{{{{schema}}}}}}""" : string.Empty;
        return $$$$"""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},
            "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},
            "versions":[{"name":"{{{{version}}}}","served":true,"storage":true,"schema":{"openAPIV3Schema":{{{{schema}}}}}}{{{{second}}}}]}}
            """;
    }
}

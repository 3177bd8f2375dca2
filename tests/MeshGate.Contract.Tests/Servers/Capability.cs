namespace MeshGate.Contract.Tests.Servers;

/// <summary>What not every server can judge.</summary>
public enum Capability
{
    /// <summary>CEL rules in the schemas of custom resources.</summary>
    CelRules,

    /// <summary>ValidatingAdmissionPolicy.</summary>
    AdmissionPolicies,

    /// <summary>FlowSchema and PriorityLevelConfiguration of flowcontrol.apiserver.k8s.io/v1.</summary>
    FlowControl,

    /// <summary>Tokens of service accounts, by request.</summary>
    ServiceAccountTokens,
}

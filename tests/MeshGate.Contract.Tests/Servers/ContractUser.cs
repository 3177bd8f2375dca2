namespace MeshGate.Contract.Tests.Servers;

/// <summary>Who asks.</summary>
public enum ContractUser
{
    /// <summary>Somebody who may do everything.</summary>
    Admin,

    /// <summary>The operator, with the roles of <c>config/rbac</c>.</summary>
    Operator,

    /// <summary>A daemon, with the roles of <c>config/rbac</c>; its node is <see cref="IContractServer.DaemonNode"/>.</summary>
    Daemon,
}

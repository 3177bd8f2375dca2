namespace MeshGate.Contract.Tests.Servers;

/// <summary>A Kubernetes API that is held to the contract.</summary>
public interface IContractServer
{
    /// <summary>The name of the node whose daemon <see cref="ContractUser.Daemon"/> is.</summary>
    const string DaemonNode = "contract-daemon";

    /// <summary>Where it listens; the same after every start.</summary>
    Uri Address { get; }

    /// <summary>The certificate of the authority that signed its own, PEM.</summary>
    string AuthorityPem { get; }

    /// <summary>A user's bearer token.</summary>
    string Token(ContractUser user);

    /// <summary>Skips the test, or fails it where everything is required, if this server cannot be had.</summary>
    void Require();

    /// <summary>Ends the server as abruptly as can be; its objects stay.</summary>
    Task KillAsync();

    /// <summary>Starts the server again.</summary>
    Task StartAsync();

    /// <summary>Forgets the history: versions before now can neither be watched from nor listed on from.</summary>
    Task ForgetHistoryAsync();
}

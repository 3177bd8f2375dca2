using MeshGate.Contract.Tests.Servers;

namespace MeshGate.Contract.Tests.Contracts;

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedListTests(EmbeddedServer server) : ListContract(server);

[Collection(RealCollection.Name)]
public sealed class RealListTests(RealServer server) : ListContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedWatchTests(EmbeddedServer server) : WatchContract(server);

[Collection(RealCollection.Name)]
public sealed class RealWatchTests(RealServer server) : WatchContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedWriteTests(EmbeddedServer server) : WriteContract(server);

[Collection(RealCollection.Name)]
public sealed class RealWriteTests(RealServer server) : WriteContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedSchemaTests(EmbeddedServer server) : SchemaContract(server);

[Collection(RealCollection.Name)]
public sealed class RealSchemaTests(RealServer server) : SchemaContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedBuiltinTests(EmbeddedServer server) : BuiltinContract(server);

[Collection(RealCollection.Name)]
public sealed class RealBuiltinTests(RealServer server) : BuiltinContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedAccessTests(EmbeddedServer server) : AccessContract(server);

[Collection(RealCollection.Name)]
public sealed class RealAccessTests(RealServer server) : AccessContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedDiscoveryTests(EmbeddedServer server) : DiscoveryContract(server);

[Collection(RealCollection.Name)]
public sealed class RealDiscoveryTests(RealServer server) : DiscoveryContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedClientTests(EmbeddedServer server) : ClientContract(server);

[Collection(RealCollection.Name)]
public sealed class RealClientTests(RealServer server) : ClientContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedInformerTests(EmbeddedServer server) : InformerContract(server);

[Collection(RealCollection.Name)]
public sealed class RealInformerTests(RealServer server) : InformerContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedOutageTests(EmbeddedServer server) : OutageContract(server);

[Collection(RealCollection.Name)]
public sealed class RealOutageTests(RealServer server) : OutageContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedLeadershipTests(EmbeddedServer server) : LeadershipContract(server);

[Collection(RealCollection.Name)]
public sealed class RealLeadershipTests(RealServer server) : LeadershipContract(server);

[Collection(EmbeddedCollection.Name)]
public sealed class EmbeddedAdmissionTests(EmbeddedServer server) : AdmissionContract(server);

[Collection(RealCollection.Name)]
public sealed class RealAdmissionTests(RealServer server) : AdmissionContract(server);

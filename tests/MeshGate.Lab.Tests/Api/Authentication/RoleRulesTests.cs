using MeshGate.Lab.Api.Authentication;
using MeshGate.Lab.Api.Requests;

namespace MeshGate.Lab.Tests.Api.Authentication;

public sealed class RoleRulesTests
{
    private const string Manifests = """
        {kind: ClusterRole, metadata: {name: reader}, rules: [{apiGroups: [meshgate.io], resources: [meshnodes], verbs: [get, list]}]}
        ---
        {kind: Role, metadata: {name: keeper, namespace: here}, rules: [
          {apiGroups: [coordination.k8s.io], resources: [leases], verbs: ["*"], resourceNames: [mine]},
          {apiGroups: [""], resources: [secrets/status], verbs: [get]}]}
        ---
        {kind: ClusterRoleBinding, metadata: {name: a}, roleRef: {kind: ClusterRole, name: reader}, subjects: [{kind: ServiceAccount, name: a, namespace: home}, {kind: User, name: 'system:serviceaccount:home:u'}]}
        ---
        {kind: RoleBinding, metadata: {name: b, namespace: here}, roleRef: {kind: Role, name: keeper}, subjects: [{kind: ServiceAccount, name: b, namespace: home}]}
        ---
        {kind: RoleBinding, metadata: {name: c, namespace: here}, roleRef: {kind: ClusterRole, name: reader}, subjects: [{kind: Group, name: 'system:serviceaccounts:home'}]}
        """;

    [Theory]
    [InlineData("a", "get", "/apis/meshgate.io/v1alpha1/meshnodes/x", true)]
    [InlineData("a", "list", "/apis/meshgate.io/v1alpha1/meshnodes", true)]
    [InlineData("a", "patch", "/apis/meshgate.io/v1alpha1/meshnodes/x", false)]
    [InlineData("a", "get", "/apis/meshgate.io/v1alpha1/meshnodes/x/status", false)]
    [InlineData("a", "get", "/apis/other.io/v1alpha1/meshnodes/x", false)]
    [InlineData("u", "get", "/apis/meshgate.io/v1alpha1/meshnodes/x", true)]
    [InlineData("stranger", "get", "/apis/meshgate.io/v1alpha1/meshnodes/x", false)]
    [InlineData("stranger", "get", "/apis/meshgate.io/v1alpha1/namespaces/here/meshnodes/x", true)]
    [InlineData("b", "get", "/apis/coordination.k8s.io/v1/namespaces/here/leases/mine", true)]
    [InlineData("b", "get", "/apis/coordination.k8s.io/v1/namespaces/here/leases/other", false)]
    [InlineData("b", "get", "/apis/coordination.k8s.io/v1/namespaces/there/leases/mine", false)]
    [InlineData("b", "create", "/apis/coordination.k8s.io/v1/namespaces/here/leases/mine", false)]
    [InlineData("b", "list", "/apis/coordination.k8s.io/v1/namespaces/here/leases", false)]
    [InlineData("b", "get", "/api/v1/namespaces/here/secrets/x/status", true)]
    [InlineData("b", "get", "/api/v1/namespaces/here/secrets/x", false)]
    [InlineData("c", "list", "/apis/meshgate.io/v1alpha1/meshnodes", false)]
    public void Allow_GoesByRolesAndBindings(string account, string verb, string path, bool allowed)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.File("rbac.yaml"), Manifests);

        var rules = RoleRules.Read([directory.Root]);
        Assert.Equal(allowed, rules.Allow("home", account, verb, RequestPath.Parse(path)!));
        Assert.False(rules.Allow("elsewhere", account, verb, RequestPath.Parse(path)!));
    }
}

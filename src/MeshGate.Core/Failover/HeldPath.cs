using System.Net;

namespace MeshGate.Core.Failover;

/// <summary>A path that failed, and is not returned to before it has held for a while.</summary>
/// <param name="Address">Where WireGuard sends to use it.</param>
/// <param name="Since">When it was left.</param>
/// <param name="AnsweredAt">When a check of it was last answered since; null if none was.</param>
/// <param name="AnsweringSince">Since when no two checks in a row went unanswered; null while it does not answer.</param>
public sealed record HeldPath(IPEndPoint Address, TimeSpan Since, TimeSpan? AnsweredAt, TimeSpan? AnsweringSince);

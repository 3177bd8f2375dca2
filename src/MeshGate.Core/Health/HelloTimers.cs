namespace MeshGate.Core.Health;

/// <summary>
/// The timers of the hellos. With the default of 100 ms between two of them and a round trip of up to 30 ms, a path that stops is known to
/// be dead 185 to 285 ms later: not quite two intervals without a proof, then four questions 15 ms apart and the time of one answer.
/// </summary>
public static class HelloTimers
{
    /// <summary>
    /// Between two hellos of a session that is not in use: a machine has ten of these for one that is, and a path that nobody uses may be dead for some seconds before it is left.
    /// </summary>
    public static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(2);

    /// <summary>Hellos of idle sessions are due at whole multiples of this, many at a time, and may lie at the socket for as long.</summary>
    public static readonly TimeSpan IdleGrid = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest interval that a peer is believed to send at.</summary>
    public static readonly TimeSpan SlowestInterval = TimeSpan.FromSeconds(5);

    /// <summary>Between two hellos of a burst.</summary>
    public static readonly TimeSpan BurstInterval = TimeSpan.FromMilliseconds(15);

    /// <summary>Hellos of a burst.</summary>
    public const int BurstLength = 4;

    /// <summary>Intervals without a proof before the burst: one hello may be missing, and the one after it is waited for with <see cref="LeastSlack"/>.</summary>
    public const double Intervals = 1.9;

    /// <summary>The least time by which a hello may be late.</summary>
    public static readonly TimeSpan LeastSlack = TimeSpan.FromMilliseconds(20);

    /// <summary>The same for a session that is not in use: a hello is as late as the peer's look at its socket, and tells then of the one before.</summary>
    public static readonly TimeSpan LeastIdleSlack = TimeSpan.FromMilliseconds(300);

    /// <summary>The least time that is waited for the answer to the last hello of a burst.</summary>
    public static readonly TimeSpan LeastAnswerTime = TimeSpan.FromMilliseconds(30);

    /// <summary>The same for a session that is not in use, whose peer looks at its socket less often; see <see cref="IdleGrid"/>.</summary>
    public static readonly TimeSpan LeastIdleAnswerTime = TimeSpan.FromMilliseconds(300);

    /// <summary>The least time that a path has to carry its first hello after the session was moved to it.</summary>
    public static readonly TimeSpan LeastMoveTime = TimeSpan.FromMilliseconds(250);

    /// <summary>The least time between two answers to questions, so that nobody makes us send more.</summary>
    public static readonly TimeSpan AnswerSpacing = TimeSpan.FromMilliseconds(10);

    /// <summary>After this much silence only the controlling end goes on asking: two handshakes that cross cost five seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Hellos over which losses are counted.</summary>
    public const int LossWindow = 16;

    /// <summary>Losses among them that make a path lossy…</summary>
    public const int LossLimit = 8;

    /// <summary>…and so many that it is good again.</summary>
    public const int LossRecovered = 4;
}

namespace MeshGate.Lab.Scenarios;

/// <summary>Guesses what somebody who mistyped a word meant.</summary>
public static class Suggestion
{
    /// <summary>
    /// A clause to append to a complaint: the nearest known word where one is near, otherwise the list of all.
    /// </summary>
    public static string For(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        var words = known.Order(StringComparer.Ordinal).ToArray();
        var nearest = words
            .Select(k => (Word: k, Distance: Distance(word.ToUpperInvariant(), k.ToUpperInvariant())))
            .OrderBy(k => k.Distance)
            .FirstOrDefault();
        if (nearest.Word is not null && nearest.Distance <= Math.Max(1, Math.Min(3, word.Length / 2)))
        {
            return $"; did you mean '{nearest.Word}'?";
        }

        return words.Length == 0 ? "; there are none" : $"; known: {string.Join(", ", words)}";
    }

    // Levenshtein's distance, one row at a time; words in scenarios are short, but a hostile one need not be.
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}

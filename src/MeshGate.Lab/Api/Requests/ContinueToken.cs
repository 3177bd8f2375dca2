using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MeshGate.Lab.Api.Statuses;
using MeshGate.Lab.Api.Storage;

namespace MeshGate.Lab.Api.Requests;

/// <summary>Where the next page of a list begins.</summary>
/// <param name="ResourceVersion">The version of the list; null carries on with the objects as they are now.</param>
/// <param name="After">The last object of the page before.</param>
public sealed record ContinueToken(long? ResourceVersion, ObjectKey After)
{
    /// <summary>Reads a token.</summary>
    /// <exception cref="ApiStatusException">It is none of this server's (400).</exception>
    public static ContinueToken Parse(string text)
    {
        byte[] bytes = new byte[text.Length];
        if (Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out int length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split('\n') is [var version, var space, var name]
            && long.TryParse(version, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return new ContinueToken(number < 0 ? null : number, new ObjectKey(space, name));
        }

        throw Refusal.BadRequest("continue key is not valid");
    }

    /// <summary>Writes the token.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{ResourceVersion ?? -1}\n{After.Namespace}\n{After.Name}")));
}

namespace MeshGate.Lab.Api.Tls;

/// <summary>Writes files that hold secrets.</summary>
public static class OwnerFile
{
    /// <summary>Writes a text for the owner alone (0600), whole or not at all.</summary>
    public static void Write(string path, string text)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        File.Move(temporary, path, overwrite: true);
    }
}

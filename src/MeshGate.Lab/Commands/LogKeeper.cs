using MeshGate.Lab.Machines;

namespace MeshGate.Lab.Commands;

/// <summary>Saves a lab's logs before the lab goes.</summary>
internal static class LogKeeper
{
    internal static void Copy(RunningLab lab, string? directory)
    {
        if (directory is null)
        {
            return;
        }

        Directory.CreateDirectory(directory);
        foreach (var log in Directory.GetFiles(lab.Directory.Logs))
        {
            File.Copy(log, Path.Combine(directory, Path.GetFileName(log)), overwrite: true);
        }
    }
}

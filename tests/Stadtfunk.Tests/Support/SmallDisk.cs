using System.Diagnostics;

namespace Stadtfunk.Tests.Support;

/// <summary>A real, small file system, which only root can mount; gone with the test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "voll");

    /// <summary>Null where it cannot be mounted.</summary>
    public static SmallDisk? Mount(int megabytes)
    {
        var place = Directory.CreateTempSubdirectory("stadtfunk-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", place))
            return new SmallDisk(place);
        Directory.Delete(place);
        return null;
    }

    /// <summary>Writes until no more than this is free.</summary>
    public void FillUpTo(int freeMegabytes)
    {
        using var file = new FileStream(Filler, FileMode.Append);
        var piece = new byte[64 * 1024];
        try
        {
            while (new DriveInfo(Path).AvailableFreeSpace > freeMegabytes * Megabyte)
            {
                file.Write(piece);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Not a byte left.
        }
    }

    public void Empty() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

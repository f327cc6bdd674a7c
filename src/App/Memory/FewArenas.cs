using System.Runtime.InteropServices;

namespace Stadtfunk.App.Memory;

/// <summary>
/// The C library gives each thread a heap of its own, up to eight for each processor, and what one of them once needed stays with it. What is native here (SQLite, pictures, compression)
/// is held for moments: one heap holds it as well, and takes some eight megabytes less.
/// </summary>
internal static class FewArenas
{
    // M_ARENA_MAX in glibc's malloc.h.
    private const int ArenaMax = -8;

    public static void Keep()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is { Length: > 0 })
            return;
        try
        {
            _ = Tune(ArenaMax, 1);
        }
        catch (Exception otherLibrary) when (otherLibrary is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library: it has no such heaps.
        }
    }

    /// <summary>What was freed in the one heap, but lies between what is still needed, goes back to the machine.</summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (Exception otherLibrary) when (otherLibrary is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library: it keeps what it keeps.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Tune(int parameter, int value);

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint keep);
}

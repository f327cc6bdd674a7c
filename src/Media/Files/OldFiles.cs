namespace Stadtfunk.Media.Files;

/// <summary>What the sweep does with files. Several nodes may share the folder, so nothing here relies on a lock.</summary>
internal sealed partial class FileStore
{
    private string Making => Path.Combine(root, ".making");

    private string AsideFolder => Path.Combine(root, ".aside");

    /// <summary>Stored files that were last written or asked to be kept before this time, folder by folder.</summary>
    public IEnumerable<IReadOnlyList<StoredFile>> OlderThan(DateTime time)
    {
        foreach (var folder in Folders())
        {
            var start = Path.GetFileName(folder);
            List<StoredFile> old =
            [
                .. new DirectoryInfo(folder).EnumerateFiles()
                    .Where(file => file.LastWriteTimeUtc < time)
                    .Select(file => new StoredFile(start + Path.GetFileNameWithoutExtension(file.Name), file.Extension, file.Length))
                    .Where(file => file.Hash.Length == 64),
            ];
            if (old.Count > 0)
                yield return old;
        }
    }

    /// <summary>
    /// Takes the file away from its place. One who wants the same bytes at the same moment either touched it before, then it goes back, or no longer
    /// finds it, and stores it anew.
    /// </summary>
    public void PutAside(StoredFile file, DateTime young, DateTime now)
    {
        var place = PathOf(file.Hash, file.Ending);
        var aside = Path.Combine(AsideFolder, file.Hash + file.Ending);
        try
        {
            Directory.CreateDirectory(AsideFolder);
            File.Move(place, aside, overwrite: true);
            if (File.GetLastWriteTimeUtc(aside) < young)
                File.SetLastWriteTimeUtc(aside, now);
            else if (!File.Exists(place))
                File.Move(aside, place);
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody else took it.
        }
    }

    public void ForgetUnfinished(DateTime before) => Forget(Making, before);

    public void ForgetAside(DateTime before) => Forget(AsideFolder, before);

    /// <summary>Says that the file is wanted, so that no sweep takes it; false when it is not there.</summary>
    private bool Touch(string hash, string ending)
    {
        try
        {
            File.SetLastWriteTimeUtc(PathOf(hash, ending), clock.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private IEnumerable<string> Folders() =>
        Directory.Exists(root) ? Directory.EnumerateDirectories(root).Where(folder => Path.GetFileName(folder).Length == 2) : [];

    private static void Forget(string folder, DateTime before)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            if (file.LastWriteTimeUtc < before)
                file.Delete();
    }
}

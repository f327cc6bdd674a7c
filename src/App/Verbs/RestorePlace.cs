namespace Stadtfunk.App.Verbs;

/// <summary>
/// The data folder that something is restored into. It is filled in a folder of its own inside, on the same disk, and moved to its places at the end.
/// </summary>
internal sealed class RestorePlace(string directory, params string[] mayBeThere)
{
    private const string Name = ".restoring";
    private static readonly string[] Parts = ["media", "keys", "stadtfunk.db"];
    private readonly string beside = Path.Combine(directory, Name);
    private readonly List<string> moved = [];
    private bool made;
    private bool begun;

    public void MustBeEmpty()
    {
        if (File.Exists(directory))
            throw new CannotDo(ConsoleWords.Of(
                $"{directory} ist eine Datei, kein Ordner.",
                $"{directory} is a file, not a folder."));
        // What a killed restore left is ours; a settings file is what one writes first.
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).Any(name => name != Name && !mayBeThere.Contains(name)))
            throw new CannotDo(ConsoleWords.Of(
                $"Der Ordner {directory} ist nicht leer. Wiederhergestellt wird nur in einen leeren oder neuen Ordner. Nichts wurde verändert.",
                $"The folder {directory} is not empty. A backup can only be restored into an empty or new folder. Nothing was changed."));
    }

    public string Beside(string name) => Path.Combine(beside, name);

    public void Begin(long bytes)
    {
        try
        {
            made = !Directory.Exists(directory);
            Make(directory);
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
            begun = true;
            Make(beside);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw new CannotDo(ConsoleWords.Of(
                $"Der Ordner {directory} lässt sich nicht beschreiben.",
                $"Cannot write to the folder {directory}."));
        }
        if (new DriveInfo(directory).AvailableFreeSpace < bytes)
            throw new CannotDo(ConsoleWords.Of(
                $"Für diese Sicherung ist in {directory} nicht genug Platz: Nötig sind {bytes / 1024 / 1024} MB.",
                $"There is not enough room for this backup in {directory}: it needs {bytes / 1024 / 1024} MB."));
    }

    /// <summary>Everything to its place, the database last: before it is there, there is nothing to start with.</summary>
    public void Finish()
    {
        foreach (var part in Parts.Where(part => Path.Exists(Beside(part))))
        {
            var place = Path.Combine(directory, part);
            Directory.Move(Beside(part), place);
            moved.Add(place);
        }
    }

    /// <summary>From now on what was moved stays.</summary>
    public void Keep()
    {
        moved.Clear();
        made = false;
    }

    public void CleanUp()
    {
        if (!begun)
            return;
        foreach (var place in moved.Where(Directory.Exists))
            Directory.Delete(place, recursive: true);
        if (Directory.Exists(beside))
            Directory.Delete(beside, recursive: true);
        if (made && !Directory.EnumerateFileSystemEntries(directory).Any())
            Directory.Delete(directory);
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

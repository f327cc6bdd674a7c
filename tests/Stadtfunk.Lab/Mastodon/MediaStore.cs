using System.Security.Cryptography;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Mastodon;

internal sealed record Medium(
    string Id, string Account, string Type, string? Description, string? Focus, long Bytes, string Sha256, int Width, int Height, DateTime ReadyAt)
{
    /// <summary>Hash of the still that came with it, "" when none did.</summary>
    public string Thumbnail { get; init; } = "";

    public bool IsImage => Type is not "video/mp4";

    public string Extension => Type[(Type.IndexOf('/') + 1)..].Replace("jpeg", "jpg");

    public EntryPicture ForLedger => new(Id, Description, Focus, Type, Bytes, Sha256, Width, Height);
}

/// <summary>Uploaded media of one server; the files lie in the Lab's data folder.</summary>
internal sealed class MediaStore(Instance instance, string data, Book book, LabClock clock)
{
    private readonly Dictionary<string, Medium> media = [];
    private readonly string folder = Directory.CreateDirectory(Path.Combine(data, "media", instance.Name)).FullName;

    public async Task<Medium> Add(string account, PictureHead head, IFormFile file, IFormFile? thumbnail, string? description, string? focus)
    {
        var ready = clock.Now.AddMilliseconds(instance.Settings.MediaProcessingMs);
        var id = instance.Ids.Next();
        await using (var to = File.Create(FileOf(id))) await file.CopyToAsync(to, CancellationToken.None);
        var medium = new Medium(id, account, head.Type, description, focus, file.Length, await HashOf(file), head.Width, head.Height, ready)
        {
            Thumbnail = thumbnail is null ? "" : await HashOf(thumbnail),
        };
        Keep(medium);
        return medium;
    }

    private static async Task<string> HashOf(IFormFile file)
    {
        await using var stream = file.OpenReadStream();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
    }

    public Medium Describe(Medium medium, string? description, string? focus)
    {
        var changed = medium with { Description = description ?? medium.Description, Focus = focus ?? medium.Focus };
        if (changed != medium) Keep(changed);
        return changed;
    }

    public Medium? Find(string id)
    {
        lock (instance.Gate) return media.GetValueOrDefault(id);
    }

    public bool IsReady(Medium medium) => medium.ReadyAt <= clock.Now;

    public string FileOf(string id) => Path.Combine(folder, id);

    public void Replay(Entry entry)
    {
        var picture = entry.Pictures[0];
        media[entry.Id] = new Medium(entry.Id, entry.Account, picture.Type, picture.Alt, picture.Focus, picture.Bytes, picture.Sha256,
            picture.Width, picture.Height, entry.At) { Thumbnail = entry.More.GetValueOrDefault("thumbnail", "") };
    }

    private void Keep(Medium medium)
    {
        lock (instance.Gate)
        {
            media[medium.Id] = medium;
            book.Append(new Entry
            {
                At = clock.Now, Network = instance.Name, Account = medium.Account, Kind = Entry.Media, Id = medium.Id, Pictures = [medium.ForLedger],
                More = medium.Thumbnail.Length > 0 ? new Dictionary<string, string> { ["thumbnail"] = medium.Thumbnail } : [],
            });
        }
    }
}

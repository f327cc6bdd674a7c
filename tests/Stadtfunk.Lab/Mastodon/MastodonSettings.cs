namespace Stadtfunk.Lab.Mastodon;

/// <summary>Limits and habits of one server. The defaults are those of Mastodon as it is delivered.</summary>
internal sealed record MastodonSettings
{
    public string Title { get; init; } = "Mastodon im Labor";
    public string Version { get; init; } = "4.5.2";
    public int MaxCharacters { get; init; } = 500;
    public int MaxMedia { get; init; } = 4;
    public int CharactersPerUrl { get; init; } = 23;

    /// <summary>Zero: tokens never end, as on Mastodon itself; Pleroma and Akkoma say after how many seconds they do.</summary>
    public int TokenSeconds { get; init; }
    public int DescriptionLimit { get; init; } = 1500;
    public long ImageBytes { get; init; } = 16_777_216;
    public long ImagePixels { get; init; } = 33_177_600;
    public long VideoBytes { get; init; } = 103_809_024;
    public long VideoPixels { get; init; } = 8_294_400;

    /// <summary>False: a server for pictures only.</summary>
    public bool TakesVideos { get; init; } = true;

    /// <summary>What comes as a video turns out to be none while the server works on it.</summary>
    public bool VideosFail { get; init; }

    /// <summary>0 = media are ready at once (200); else 202, and 206 until so much time has passed.</summary>
    public int MediaProcessingMs { get; init; }

    /// <summary>Some servers take the header and do not mind it.</summary>
    public bool HonoursIdempotencyKey { get; init; } = true;

    /// <summary>The list of an account's posts shows a post only so much later.</summary>
    public int TimelineLagMs { get; init; }

    public int CallsPer5Minutes { get; init; } = 300;
    public int MediaPer30Minutes { get; init; } = 30;
    public int DeletesPer30Minutes { get; init; } = 30;
    public int PostsPer3Hours { get; init; } = 300;

    /// <summary>A real server allows 5 per address, but here every caller has the same address.</summary>
    public int AppsPer10Minutes { get; init; } = 300;
}

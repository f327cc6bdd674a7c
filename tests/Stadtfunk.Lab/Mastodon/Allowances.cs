namespace Stadtfunk.Lab.Mastodon;

/// <summary>Which of the server's allowances a call draws on, besides the one for all calls with a token.</summary>
internal enum Family { Any, Media, Delete, Post, App }

internal sealed record Allowance(int Limit, int Remaining, DateTime Reset, bool Granted);

/// <summary>Fixed windows, as the real server counts them.</summary>
internal sealed class Allowances(LabClock clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (DateTime Ends, int Used)> windows = [];

    public Allowance Draw(MastodonSettings settings, Family family, string who)
    {
        var (limit, minutes) = family switch
        {
            Family.Media => (settings.MediaPer30Minutes, 30),
            Family.Delete => (settings.DeletesPer30Minutes, 30),
            Family.Post => (settings.PostsPer3Hours, 180),
            Family.App => (settings.AppsPer10Minutes, 10),
            _ => (settings.CallsPer5Minutes, 5),
        };
        lock (gate)
        {
            var now = clock.Now;
            var window = windows.GetValueOrDefault($"{family} {who}");
            if (window.Ends <= now) window = (now.AddMinutes(minutes), 0);
            window.Used++;
            windows[$"{family} {who}"] = window;
            return new Allowance(limit, Math.Max(0, limit - window.Used), window.Ends, window.Used <= limit);
        }
    }
}

using Stadtfunk.Lab.Relay;

namespace Stadtfunk.Lab;

internal sealed record InstanceArgument(string Name, int Port);

internal sealed record AccountArgument(string Network, string Account, string Token);

/// <summary>What the command line says. The help text is the Lab's handbook.</summary>
internal sealed record Arguments(
    string Data, IReadOnlyList<InstanceArgument> Instances, IReadOnlyList<RelayArgument> Relays, IReadOnlyList<AccountArgument> Accounts, bool StopsWithInput)
{
    public const string FirstInstance = "mastodon";

    /// <summary>What listens, in the order of the ports: Mastodon servers, then relays.</summary>
    public IEnumerable<string> Names => [.. Instances.Select(instance => instance.Name), .. Relays.Select(relay => relay.Name)];

    public IEnumerable<int> Ports => [.. Instances.Select(instance => instance.Port), .. Relays.Select(relay => relay.Port)];

    private const string Handbook = """
        Stadtfunk.Lab: stand-ins for networks that cannot be run on a developer's machine. Loopback only.

        usage: Stadtfunk.Lab [--port N] [--data DIR] [--instance NAME[:PORT]]… [--relay NAME[:PORT]=URL]…
                            [--accounts NETWORK/ACCOUNT=TOKEN,…] [--stdin]
          --port N      port of the Lab and of its first Mastodon server, "mastodon"; 0 or nothing: a free one
          --data DIR    where ledger, accounts and media are kept over restarts; without it a new temporary folder
          --instance    one more Mastodon server on a port of its own; may be repeated
          --relay       a port that passes everything on to a real server, so that faults strike there, too; may be repeated
          --accounts    accounts with known tokens, for example mastodon/stadt=token-1,slow/kanal-1=token-2
          --stdin       stop when standard input is closed
        When it answers, it prints: READY http://127.0.0.1:PORT NAME=http://127.0.0.1:PORT …

        OPERATING
          The networks
            Mastodon  <base of the server>: api/v1/apps, oauth/authorize (consent page with accounts to choose from), oauth/token,
                      oauth/revoke, api/v2/instance, api/v2/media, api/v1/media/{id}, api/v1/statuses, api/v1/accounts/…,
                      api/v1/notifications, and the public page of every post
            slow      POST slow/{channel}/posts {key, text, pictures: [{alt, type, data}]} · GET slow/{channel}/posts?key=
                      DELETE slow/{channel}/posts/{id}; half of its latency passes before it accepts, half after
            telegram  bot<token>/METHOD of the Bot API: getMe, getChat, getChatMember, sendMessage, sendPhoto, sendMediaGroup, editMessageText,
                      editMessageCaption, deleteMessages; an account is a channel (@ and its name), its token (NUMBER:…) that of the bot
            facebook  graph/v26.0/… of the Graph API with a page's token and the app's proof: me, {page}/photos, {page}/videos, {page}/feed, {page}/published_posts,
                      {post or video}, {video}/captions, {video}/thumbnails; facebook/v26.0/dialog/oauth and graph/v26.0/oauth/access_token, me/permissions, me/accounts for the way in; an account is
                      a page; the scope "blocked" is one that Meta has stopped; debug_token, with the app's own token, here and below threads and instagram
            threads   threads/v1.0/… of the Threads API: me, {account}/threads, threads_publish, threads_publishing_limit, {container or post};
                      threads/oauth/authorize, oauth/access_token, access_token, refresh_access_token for the way in; it fetches pictures and videos itself
            instagram instagram/v26.0/… of the Graph API, as threads: {account}/media, media_publish, content_publishing_limit; an account is linked to the
                      page of the same name, through which the way in leads
            x         below x/: i/oauth2/authorize, 2/oauth2/token, 2/oauth2/revoke, 2/users/me, 2/media/upload, 2/media/metadata, 2/tweets
            linkedin  below linkedin/: oauth/v2/authorization, oauth/v2/accessToken, rest/organizationalEntityAcls, rest/organizations/{id}, rest/images,
                      dms-uploads/{urn}, rest/posts; an account is a member who manages one page of the same name
            youtube   below google/: o/oauth2/v2/auth, token, revoke, upload/youtube/v3/videos (resumable), thumbnails/set, captions, youtube/v3/videos, channels,
                      playlists, playlistItems; an account is a channel
            tiktok    below tiktok/: v2/auth/authorize, v2/oauth/token, v2/oauth/revoke, v2/user/info, v2/video/query, v2/post/publish/… (creator_info/query, video/init,
                      inbox/video/init, content/init, status/fetch), upload/{creator}/{id}; an account is a creator; it fetches pictures itself
            relay     everything; a fault's network is the relay's name, its endpoint the last part of the path
                      (com.atproto.repo.putRecord), its account the subject of the token (on Bluesky the DID)
          Control (JSON)
            GET    lab/ledger?network=&account=&kind=&key=   what was accepted: post, edit, delete, media; "repeat" = same key again, no effect; "broken" = not in the published description
            POST   lab/accounts {network, account, token?, scopes?}     GET lab/accounts
            POST   lab/apps {network, redirectUri}     an application that a city registered: clientId, clientSecret
            PUT    lab/faults [fault, …]   POST lab/faults fault   GET lab/faults   DELETE lab/faults?network=&account=
            GET/PUT lab/mastodon/{name}    limits and habits: maxCharacters, honoursIdempotencyKey, mediaProcessingMs, timelineLagMs, …
            GET/PUT lab/slow               latencyMs, lookup
            PUT    lab/containers/{network} {processingMs, breaks, perDay}   how long a container takes, with which code it comes to nothing, posts a day
            PUT    lab/linkedin/{member}   pages: [{id, name, vanity, role}], refreshes, processingMs
            PUT    lab/facebook/{page} {processingMs}   how long a video is worked on
            PUT    lab/youtube/{channel}   hasChannel, audited, verified, testing, processingMs, rejects, uploadsPerDay, playlists: [{id, title}]
            DELETE lab/youtube/uploads     the addresses of all uploads have ended
            PUT    lab/tiktok/{creator}    audited, private, comments, maxSeconds, processingMs, moderationMs, fails, postsPerDay, drafts, verified, saysBytes
            POST   lab/tiktok/{creator}/finish?privacy=   a person finishes the oldest draft in the app
            POST   lab/tiktok/{creator}/knock {door, event, publishId?, secret?, at?, empty?}   TikTok calls the city, signed; authorization.removed takes the consent back
            DELETE lab/tiktok/uploads      the addresses of all uploads have ended
            PUT    lab/clock {aheadSeconds}   moves the Lab's clock
            POST   lab/reset               forgets everything but the accounts of the command line
          A fault: {"kind": "Error", "network": "mastodon", "account": "stadt", "endpoint": "post", "after": true, "count": 3}
            kind      Latency · Error · TooManyRequests · Reset · Hang · HalfUpload · TokenExpired · Duplicate · Html · Huge · Endless
                      Unreadable · CutOff · Drip
            endpoint  debug quota post edit delete read source timeline media media-state media-edit verify account instance apps authorize token revoke
                      notifications page (slow: post find delete); network, account and endpoint may be left out = all
            after     true: the request takes effect first; the answer is what goes wrong
            count     only the next N calls · probability with seed · ms and randomMs for Latency, Drip · status, body for Error · header, retrySeconds for 429
        """;

    public static bool TryRead(string[] args, out Arguments arguments, out string answer)
    {
        var port = 0;
        var stdin = false;
        string? data = null;
        var instances = new List<InstanceArgument>();
        var relays = new List<RelayArgument>();
        var accounts = new List<AccountArgument>();
        arguments = null!;
        answer = Handbook;
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var understood = args[i] switch
            {
                "--port" => int.TryParse(value, out port),
                "--data" => (data = value) is not "",
                "--instance" => Add(instances, InstanceOf(value)),
                "--relay" => Add(relays, RelayOf(value)),
                "--accounts" => value.Split(',', StringSplitOptions.RemoveEmptyEntries).All(text => Add(accounts, AccountOf(text))),
                "--stdin" => stdin = true,
                "--help" or "-h" => false,
                _ => Say(ref answer, $"I do not know the argument {args[i]}.\n\n{Handbook}"),
            };
            if (!understood) return false;
            if (args[i] is not "--stdin") i++;
        }
        instances.Insert(0, new InstanceArgument(FirstInstance, port));
        data ??= Directory.CreateTempSubdirectory("stadtfunk-lab-").FullName;
        Directory.CreateDirectory(data);
        arguments = new Arguments(data, instances, relays, accounts, stdin);
        return true;
    }

    private static InstanceArgument? InstanceOf(string text) => text.Split(':') switch
    {
        [{ Length: > 0 } name] => new InstanceArgument(name, 0),
        [{ Length: > 0 } name, var port] when int.TryParse(port, out var number) => new InstanceArgument(name, number),
        _ => null,
    };

    private static RelayArgument? RelayOf(string text) =>
        text.Split('=', 2) is [var left, var url] && InstanceOf(left) is { } listening && Uri.TryCreate(url, UriKind.Absolute, out var upstream)
            ? new RelayArgument(listening.Name, listening.Port, upstream)
            : null;

    private static AccountArgument? AccountOf(string text) => text.Split(['/', '='], 3) switch
    {
        [{ Length: > 0 } network, { Length: > 0 } account, { Length: > 0 } token] => new AccountArgument(network, account, token),
        _ => null,
    };

    private static bool Add<T>(List<T> list, T? item) where T : class
    {
        if (item is not null) list.Add(item);
        return item is not null;
    }

    private static bool Say(ref string answer, string sentence)
    {
        answer = sentence;
        return false;
    }
}
